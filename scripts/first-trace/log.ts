/** How each fresh project came to its first trace: written by scripts/first-trace.ts, told by the docs. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../packages.ts';

export const FRESH: string = join(ROOT, 'test-fixtures/fresh');
export const LOG: string = join(FRESH, 'log.json');

export interface LogEntry {
  readonly project: string;
  readonly title: string;
  readonly connected: boolean;
  /** From `npx onetrace init` to the spans at the receiver, without the project's own install. */
  readonly seconds: number;
  readonly initSeconds: number;
  /** What was typed beyond the project's own commands. */
  readonly commands: readonly string[];
  readonly own: readonly string[];
  readonly spans: readonly string[];
  readonly fault?: string;
}

export const readLog = (): LogEntry[] =>
  existsSync(LOG) ? (JSON.parse(readFileSync(LOG, 'utf8')) as LogEntry[]) : [];
