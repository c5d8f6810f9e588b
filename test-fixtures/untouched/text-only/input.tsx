// fetch('comment') and client.chat.completions.create({ model: 'm' })
/* fetch('block') */
export const a = 'fetch("string")', b = `fetch("template")`, c = /fetch\(/, d = <p>fetch(text)</p>;
export type Fetch = typeof fetch;
export const e = typeof fetch;
export interface Api { fetch: typeof globalThis.fetch; }
export const f = { fetch: 1 }.fetch, g = (x: { fetch(): void }) => x.fetch();
label: for (;;) break label;
