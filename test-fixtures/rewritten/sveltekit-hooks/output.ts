// @file src/hooks.server.ts
import * as $ot from "onetrace/inject"; import { sequence } from '@sveltejs/kit/hooks';
import type { Handle } from '@sveltejs/kit';

const first: Handle = async ({ event, resolve }) => resolve(event);

export const handle = /* @__PURE__ */ $ot.handler("src/hooks.server.ts:7:23#handle?entry=middleware", sequence(first, async ({ event, resolve }) => resolve(event)));
