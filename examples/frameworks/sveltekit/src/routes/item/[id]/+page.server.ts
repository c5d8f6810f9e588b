import type { Actions, ServerLoad } from '@sveltejs/kit';
import { ask } from '../../../lib/ask';

export const load: ServerLoad = async ({ params }) => await ask(String(params.id));

export const actions: Actions = {
  default: async ({ params }) => ({ saved: params.id }),
};
