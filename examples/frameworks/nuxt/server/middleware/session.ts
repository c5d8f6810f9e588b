import { Observe } from 'onetrace';

export default defineEventHandler((event) => {
  Observe.setAttribute('session.id', getHeader(event, 'x-session') ?? 'nobody');
});
