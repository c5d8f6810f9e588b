// @file src/routes/item.$id.tsx
import * as $ot from "onetrace/inject"; import { createFileRoute } from '@tanstack/react-router';
import { createMiddleware, createServerFn } from '@tanstack/react-start';

const session = createMiddleware().server(async ({ next }) => { const $x = $ot.enterHandler("src/routes/item.$id.tsx:5:43#session?entry=middleware", 1); try { return $x.end(next()); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } });

const read = createServerFn({ method: 'GET' })
  .middleware([session])
  .validator((id: string) => id)
  .handler(async ({ data }) => { const $x = $ot.enterHandler("src/routes/item.$id.tsx:10:12#read?entry=action", 1); try { return $x.end(data); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } });

export const Route = createFileRoute('/_shop/item/$id')({
  beforeLoad: async () => { const $x = $ot.enterHandler("src/routes/item.$id.tsx:13:15#beforeLoad?entry=middleware", 1); try { return $x.end(({})); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } },
  loader: ({ params }) => { const $x = $ot.enterHandler("src/routes/item.$id.tsx:14:11#loader?entry=loader&http.route=/item/$id", 0); try { return $x.end(read({ data: params.id })); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } },
  server: {
    handlers: { GET: async ({ request }) => { const $x = $ot.enterHandler("src/routes/item.$id.tsx:16:22#GET?entry=handler&http.route=/item/$id", 1); try { return $x.end(new Response(request.url)); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }, POST: { handler: () => { const $x = $ot.enterHandler("src/routes/item.$id.tsx:16:89#POST?entry=handler&http.route=/item/$id", 0); try { return $x.end(new Response()); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } } } },
  },
});
