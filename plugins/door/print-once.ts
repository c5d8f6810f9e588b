import type { Message } from './messages.ts';

const said = new Set<string>();

/** On stderr, once; the compiler would count a diagnostic of any category as a failed build. */
export function printOnce({ text }: Pick<Message, 'text'>): void {
  if (said.has(text)) return;
  said.add(text);
  process.stderr.write(`onetrace: ${text}\n`);
}
