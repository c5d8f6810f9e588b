// @file src/app/api/item/[id]/route.ts
export const dynamic = 'force-dynamic';

export async function GET(request: Request) {
  return Response.json({ url: request.url });
}

export const POST = async (request: Request) => new Response(await request.text());
