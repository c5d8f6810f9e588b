import { fastify } from './fastify.ts';
import { h3 } from './h3.ts';
import { hono } from './hono.ts';
import { koa } from './koa.ts';
import { node } from './node.ts';
import type { Meeting, Shape } from './shape.ts';
import { web } from './web.ts';

const SHAPES: readonly Shape[] = [node, hono, fastify, h3, koa, web];

/** The request among a handler's arguments, undefined where there is none. May throw what a getter throws. */
export function meet(args: ArrayLike<unknown>): Meeting | undefined {
  const first = args[0];
  if (typeof first !== 'object' || first === null) return undefined;
  for (const shape of SHAPES) {
    const meeting = shape(first, args[1]);
    if (meeting !== undefined) return meeting;
  }
  return undefined;
}
