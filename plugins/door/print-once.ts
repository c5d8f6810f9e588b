import type { Message } from './messages.ts';

const said = new Set<string>();

/** Prints to stderr, each text once. A compiler diagnostic, of any category, would fail the build. */
export function printOnce({ text }: Pick<Message, 'text'>): void {
  if (said.has(text)) return;
  said.add(text);
  process.stderr.write(`onetrace: ${text}\n`);
}
