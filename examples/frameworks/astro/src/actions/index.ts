import { defineAction } from 'astro:actions';
import { ask } from '../ask';

export const server = {
  save: defineAction({ handler: async ({ id }) => await ask(id) }),
};
