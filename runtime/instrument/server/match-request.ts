import { adonis } from './frameworks/adonis.ts';
import { fastify } from './frameworks/fastify.ts';
import { h3 } from './frameworks/h3.ts';
import { hono } from './frameworks/hono.ts';
import { koa } from './frameworks/koa.ts';
import { node } from './frameworks/node.ts';
import { web } from './frameworks/web.ts';
import type { RequestMatch, RequestMatcher } from './request-match.ts';

const SHAPES: readonly RequestMatcher[] = [node, hono, fastify, h3, koa, adonis, web];

/** The request among a handler's arguments, undefined where there is none. May throw what a getter throws. */
export function matchRequest(args: ArrayLike<unknown>): RequestMatch | undefined {
  const first = args[0];
  if (typeof first !== 'object' || first === null) return undefined;
  for (const shape of SHAPES) {
    const match = shape(first, args[1]);
    if (match !== undefined) return match;
  }
  return undefined;
}
