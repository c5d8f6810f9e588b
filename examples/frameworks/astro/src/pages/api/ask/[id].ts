import type { APIRoute } from 'astro';
import { ask } from '../../../ask';

export const GET: APIRoute = async ({ params }) => Response.json(await ask(String(params.id)));
