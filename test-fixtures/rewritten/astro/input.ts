// @file src/actions/index.ts
import { defineAction } from 'astro:actions';
import { query } from '$app/server';

export const server = {
  save: defineAction({ accept: 'form', handler: async (input) => input }),
  read: defineAction({
    async handler(input, context) {
      return [input, context.url];
    },
  }),
};

export const remote = query(async () => 1);
