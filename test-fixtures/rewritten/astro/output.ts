// @file src/actions/index.ts
import * as $ot from "onetrace/inject"; import { defineAction } from 'astro:actions';
import { query } from '$app/server';

export const server = {
  save: defineAction({ accept: 'form', handler: async (input) => { const $x = $ot.enterHandler("src/actions/index.ts:6:49#handler?entry=action", 1, [input]); try { return $x.end(input); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } } }),
  read: defineAction({
    async handler(input, context) {
      const $x = $ot.enterHandler("src/actions/index.ts:8:5#handler?entry=action", 1, arguments); try { return $x.end([input, context.url]);
    } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } },
  }),
};

export const remote = query(async () => { const $x = $ot.enterHandler("src/actions/index.ts:14:29#remote?entry=action", 1); try { return $x.end(1); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } });
