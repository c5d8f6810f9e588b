import { state } from './state.ts';

/** Tells the author once per process and text. */
export function warnOnce(text: string): void {
  if (state.warned.has(text)) return;
  state.warned.add(text);
  try {
    console.warn(`onetrace: ${text}`);
  } catch {} // a program's own console
}
