import type { RequestHandler } from 'express';
import { Observe } from 'onetrace';

/** Middleware that the application gives by its name. */
export const session: RequestHandler = async (request, _response, next) => {
  Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, request.get('x-session') ?? '');
  next();
};
