const original = globalThis.fetch;
export const api = createClient({ fetch: fetch, retry: 3 });
export const client = new OpenAI({ fetch: fetch });
//                                        ^ fetch fetch proven
export const short = { fetch };
export const bound = fetch.bind(globalThis);
export const go = (u: string) => bound(u);
//                               ^ fetch fetch proven
export class Http {
  constructor(private readonly f: typeof fetch = fetch) {}
  get = (u: string) => this.f(u);
}
export const use = (f = globalThis.fetch) => f('/x');
export const has = typeof fetch === 'function' && 'fetch' in globalThis;
export const first = () => original.call(globalThis, '/x');
//                         ^ fetch fetch proven
export const applied = (args: [string]) => Reflect.apply(fetch, undefined, args);
//                                                       ^ fetch fetch proven
export const restore = () => {
  globalThis.fetch = original;
};
declare function createClient(o: object): unknown;
import OpenAI from 'openai';
