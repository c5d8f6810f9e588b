export default defineEventHandler((event) => ask(String(getRouterParam(event, 'id'))));
