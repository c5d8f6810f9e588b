import { EventEmitter } from 'node:events';

const log: string[] = [];
const free: object[] = [];
const emitter = new EventEmitter();
const cart = { add: (id: string) => id, items: [] as string[] };

export function remember(line: string) {
  log.push(line);
  if (log.length > 100) log.shift();
}
export function borrow(): object {
  const one = free.shift() ?? {};
  setTimeout(() => free.push(one), 10);
  return one;
}
export function walk(root: { children: unknown[] }) {
  const queue: unknown[] = [];
  queue.push({ root });
  while (queue.length > 0) queue.push(...Object.values(queue.shift() as object));
}
emitter.on('message', (text: string) => cart.add(text));
export const heartbeat = (send: () => void, closed: Promise<void>) => {
  const timer = setInterval(send, 1000);
  void closed.then(() => clearInterval(timer));
};
