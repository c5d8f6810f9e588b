/** Prints every finished trace as a tree on stderr: stdout may be what the program is for. */
import { env } from '../config/env.ts';
import type { SpanExporter } from '../config/types/span-exporter.ts';
import { startTimer } from '../platform/timer.ts';
import { renderTrace } from './tree.ts';
import { type TreeSpan, treeSpanOf } from './tree-span.ts';

/** Milliseconds that a trace waits for parts of it that end a little later, such as another handler's. */
const COMPANY = 100;

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): void;
}

export function consoleExporter(service: unknown): SpanExporter {
  const { stderr } = (globalThis as { process?: { stderr?: Terminal } }).process ?? {};
  const terminal: Terminal = stderr ?? { write: (text) => console.log(text) };
  const colour =
    env('NO_COLOR') === undefined && (terminal.isTTY === true || env('FORCE_COLOR') !== undefined);
  let spans: TreeSpan[] = [];
  let cancel: (() => void) | undefined;

  function print(): void {
    cancel?.();
    cancel = undefined;
    if (spans.length === 0) return;
    const text = renderTrace(spans, { colour, width: terminal.columns });
    spans = [];
    terminal.write(`\n${text}\n`);
  }

  return {
    add(added) {
      for (const span of added) spans.push(treeSpanOf(span, String(service)));
      cancel ??= startTimer(COMPANY, print, false);
    },
    async flush() {
      print();
      return 0;
    },
    pendingCount: () => spans.length,
    pendingRequests() {
      print();
      return [];
    },
    stop: print,
    stats: () => [],
  };
}
