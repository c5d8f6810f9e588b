import type { APIRoute } from 'astro';
import { words } from '../../../ask';

export const GET: APIRoute = async ({ params }) =>
  new Response(await words(String(params.id)), { headers: { 'content-type': 'text/plain' } });
