import { request as fetch } from './http';
export const load = (id: string) => fetch(id);
export function inner(fetch: (id: string) => void) {
  fetch('x');
  return { fetch };
}
