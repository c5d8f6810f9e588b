export default defineEventHandler(async (event) => {
// 35 handler event-handler shaped
  return { path: event.path };
});
