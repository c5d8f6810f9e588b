export function a() {
  return fetch('hoisted');
  function fetch(x: string) { return x; }
}
export function b() {
  var send = fetch;
  if (send) { var fetch = (x: string) => x; }
  return fetch;
}
export function c() { let fetch = (x: string) => x; return () => fetch('c'); }
export function d() { try { throw (x: string) => x; } catch (fetch) { return (fetch as Function)('d'); } }
export function e() { for (const fetch of [(x: string) => x]) fetch('e'); }
export class F { fetch() {} go(this: F) { this.fetch(); } static { const fetch = (x: string) => x; fetch('f'); } }
export const g = ({ fetch }: { fetch: (x: string) => string }) => fetch('g');
export const h = function fetch(x: string): string { return x && fetch(''); };
enum fetchLike { fetch = 1 }
export const i = (globalThis: { fetch(x: string): string }) => globalThis.fetch('i');
