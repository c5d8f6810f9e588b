const original = globalThis.fetch;
//               ^ fetch fetch proven
export const api = createClient({ fetch: fetch, retry: 3 });
//                                       ^ fetch fetch proven
export const short = { fetch };
//                     ^ fetch fetch proven
export const bound = fetch.bind(globalThis);
//                   ^ fetch fetch proven
export class Http {
  constructor(private readonly f: typeof fetch = fetch) {}
//                                               ^ fetch fetch proven
  get = (u: string) => this.f(u);
}
export const use = (f = globalThis.fetch) => f('/x');
//                      ^ fetch fetch proven
export const has = typeof fetch === 'function' && 'fetch' in globalThis;
export const restore = () => {
  globalThis.fetch = original;
};
declare function createClient(o: object): unknown;
