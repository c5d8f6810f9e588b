'use server';
import * as $ot from "onetrace/inject"; import { auth } from './auth';

export async function GET(request: Request) {
  const $x = $ot.enterHandler("exported-handlers/input.ts:4:8#GET?http.request.method=GET", 1, arguments); try { const user = $x.in(await $x.out(auth(request)));
  if (user === undefined) return $x.end(new Response(null, { status: 401 }));
  return $x.end(Response.json($x.in(await $x.out(user.load()))));
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
export const POST = async (request: Request) => { const $x = $ot.enterHandler("exported-handlers/input.ts:9:21#POST?http.request.method=POST", 1, [request]); try { return $x.end(Response.json($x.in(await $x.out(request.json())))); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
export const PUT = /* @__PURE__ */ $ot.handler("exported-handlers/input.ts:10:20#PUT?http.request.method=PUT", auth.wrap(function put(request: Request) {
  return new Response();
}));
async function remove() {
  const $x = $ot.enterHandler("exported-handlers/input.ts:13:1#DELETE?http.request.method=DELETE", 1, arguments); try { return $x.end(new Response(null, { status: 204 }));
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
export { remove as DELETE };
export default /* @__PURE__ */ $ot.entries("exported-handlers/input.ts:17:16#fetch", {
  async fetch(request: Request, env: unknown) {
    return GET(request);
  },
  other() {},
});
