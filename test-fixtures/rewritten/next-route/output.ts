// @file src/app/api/item/[id]/route.ts
import * as $ot from "onetrace/inject"; export const dynamic = 'force-dynamic';

export async function GET(request: Request) {
  const $x = $ot.enterHandler("src/app/api/item/[id]/route.ts:4:8#GET?http.request.method=GET&http.route=/api/item/[id]", 1, arguments); try { return $x.end(Response.json({ url: request.url }));
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }

export const POST = async (request: Request) => { const $x = $ot.enterHandler("src/app/api/item/[id]/route.ts:8:21#POST?http.request.method=POST&http.route=/api/item/[id]", 1, [request]); try { return $x.end(new Response($x.in(await $x.out(request.text())))); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
