// @file src/routes/(app)/item/[id]/+page.server.ts
import * as $ot from "onetrace/inject"; import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = /* @__PURE__ */ $ot.handler("src/routes/(app)/item/[id]/+page.server.ts:4:37#load?entry=loader&http.route=/item/[id]&name=load", async ({ params, fetch }) => ({ item: await (await fetch(`/api/${params.id}`)).json() }));

export const actions = {
  default: /* @__PURE__ */ $ot.handler("src/routes/(app)/item/[id]/+page.server.ts:7:12#default?entry=action&http.route=/item/[id]&name=default", async ({ request }) => ({ name: (await request.formData()).get('name') })),
  async remove(event) {
    const $x = $ot.enterHandler("src/routes/(app)/item/[id]/+page.server.ts:8:3#remove?entry=action&http.route=/item/[id]", 1, arguments); try { return $x.end({ gone: event.params.id });
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } },
} satisfies Actions;
