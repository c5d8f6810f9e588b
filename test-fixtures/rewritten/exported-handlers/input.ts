'use server';
import { auth } from './auth';

export async function GET(request: Request) {
  const user = await auth(request);
  if (user === undefined) return new Response(null, { status: 401 });
  return Response.json(await user.load());
}
export const POST = async (request: Request) => Response.json(await request.json());
export const PUT = auth.wrap(function put(request: Request) {
  return new Response();
});
async function remove() {
  return new Response(null, { status: 204 });
}
export { remove as DELETE };
export default {
  async fetch(request: Request, env: unknown) {
    return GET(request);
  },
  other() {},
};
