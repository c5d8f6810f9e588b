import type { RequestHandler } from '@sveltejs/kit';
import { words } from '../../../../lib/ask';

export const GET: RequestHandler = async ({ params }) =>
  new Response(await words(String(params.id)), { headers: { 'content-type': 'text/plain' } });
