import type { Handle } from '@sveltejs/kit';
import { Observe } from 'onetrace';

export const handle: Handle = ({ event, resolve }) => {
  Observe.setAttribute('session.id', event.request.headers.get('x-session') ?? 'nobody');
  return resolve(event);
};
