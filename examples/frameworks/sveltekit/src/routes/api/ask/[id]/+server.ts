import { json, type RequestHandler } from '@sveltejs/kit';
import { ask } from '../../../../lib/ask';

export const GET: RequestHandler = async ({ params }) => json(await ask(String(params.id)));
