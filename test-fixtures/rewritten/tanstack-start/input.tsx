// @file src/routes/item.$id.tsx
import { createFileRoute } from '@tanstack/react-router';
import { createMiddleware, createServerFn } from '@tanstack/react-start';

const session = createMiddleware().server(async ({ next }) => next());

const read = createServerFn({ method: 'GET' })
  .middleware([session])
  .validator((id: string) => id)
  .handler(async ({ data }) => data);

export const Route = createFileRoute('/_shop/item/$id')({
  beforeLoad: async () => ({}),
  loader: ({ params }) => read({ data: params.id }),
  server: {
    handlers: { GET: async ({ request }) => new Response(request.url), POST: { handler: () => new Response() } },
  },
});
