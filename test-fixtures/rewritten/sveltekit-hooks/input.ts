// @file src/hooks.server.ts
import { sequence } from '@sveltejs/kit/hooks';
import type { Handle } from '@sveltejs/kit';

const first: Handle = async ({ event, resolve }) => resolve(event);

export const handle = sequence(first, async ({ event, resolve }) => resolve(event));
