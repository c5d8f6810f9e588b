// Everything that TypeScript adds and that is gone when it runs, or is not.
import type { IncomingMessage } from 'node:http';
import { type Server, createServer } from 'node:http';
export type { IncomingMessage };
declare const missing: typeof fetch;
enum Level { Low = 1, High = Low << 1 }
namespace Space { export const fetch = (x: number) => x + Level.High; export const value = fetch(1); }
abstract class Store<T extends { id: number }> {
  constructor(private readonly items: T[], protected label?: string) {}
  abstract first(): T;
  find<K extends keyof T>(key: K, value: T[K]): T | undefined { 'use trace'; return this.items.find((it) => it[key] === value); }
}
class Items extends Store<{ id: number }> { override first() { 'use trace'; return this.find('id', 1)!; } }
function overloaded(x: string): string;
function overloaded(x: number): number;
function overloaded(x: never): unknown { 'use trace'; return x; }
const client = { messages: { create: <T,>(body: { model: T; messages: unknown[] }) => body.model } } as const satisfies object;
const got = client.messages.create<string>({ model: 'generic', messages: [] }) as string;
const bang = client!.messages!.create({ model: (1 as unknown as string)!, messages: [] });
const server = createServer((_req, res) => { res.end('ok'); });
console.log(Space.value, new Items([{ id: 1 }]).first().id, overloaded(3), overloaded('s'), got, bang, Level[2], typeof missing);
console.log(server instanceof (await import('node:http')).Server, server.listeners('request').length);
const generic = <T,>(x: T) => { 'use trace'; return x; };
console.log(generic<number>(4), (generic as (x: string) => string)('as'));
const asserted = <string>(client.messages.create({ model: 'angle', messages: [] }) as unknown);
console.log(asserted);
