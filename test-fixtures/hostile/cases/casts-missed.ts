// Casts, parentheses and `!` hide no call.
import { Observe } from 'onetrace'
const seen: boolean[] = []
globalThis.fetch = (async (u: string, init?: any) => { seen.push(init?.headers?.traceparent !== undefined); return new Response('') }) as any
await Observe.withTrace('t', {}, async () => { await fetch('http://127.0.0.1:9/'); await (fetch as any)('http://127.0.0.1:9/'); await ((fetch))('http://127.0.0.1:9/'); await (globalThis.fetch as any)('http://127.0.0.1:9/'); await (fetch)!('http://127.0.0.1:9/') })
console.log('alike:', seen.every((it) => it === seen[0]))
