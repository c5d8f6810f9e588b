// @file src/routes/(app)/item/[id]/+page.server.ts
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, fetch }) => ({ item: await (await fetch(`/api/${params.id}`)).json() });

export const actions = {
  default: async ({ request }) => ({ name: (await request.formData()).get('name') }),
  async remove(event) {
    return { gone: event.params.id };
  },
} satisfies Actions;
