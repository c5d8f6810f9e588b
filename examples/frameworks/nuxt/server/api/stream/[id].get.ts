export default defineEventHandler(async (event) => {
  setHeader(event, 'content-type', 'text/plain');
  return sendStream(event, await words(String(getRouterParam(event, 'id'))));
});
