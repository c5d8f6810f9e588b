import { defineMiddleware } from 'astro:middleware';
import { Observe } from 'onetrace';

export const onRequest = defineMiddleware((context, next) => {
  Observe.setAttribute('session.id', context.request.headers.get('x-session') ?? 'nobody');
  return next();
});
