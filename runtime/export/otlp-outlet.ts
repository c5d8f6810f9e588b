/** Encodes spans once and hands them to every receiver of that encoding. */
import { type Span, STATUS_ERROR } from '../span.ts';
import type { Codec } from './codec.ts';
import { later } from './later.ts';
import type { Outlet } from './outlet.ts';
import type { Report } from './report.ts';
import type { Sender } from './sender.ts';

/** Spans encoded before the event loop has its turn: well under a millisecond. */
const SLICE = 128;

const failed = ({ status }: Span): boolean => status === STATUS_ERROR;

export function otlpOutlet(codec: Codec, senders: readonly Sender[], report: Report): Outlet {
  let staged: [span: Span, precious: boolean][] = [];
  let scheduled = false;

  function encode(most: number): void {
    for (const [span, precious] of staged.splice(0, most)) {
      try {
        const chunk = codec.encode(span);
        for (const sender of senders) sender.push(chunk, precious);
      } catch (error) {
        report.drop('invalid', 1);
        report.warn(`the span ${span.name} cannot be encoded: ${error}`);
      }
    }
    if (staged.length === 0 || scheduled) return;
    scheduled = true;
    later(0, encodeNext, true);
  }

  function encodeNext(): void {
    scheduled = false;
    encode(SLICE);
  }

  return {
    add(spans) {
      const precious = spans.some(failed);
      for (const span of spans) staged.push([span, precious]);
      encode(SLICE);
    },
    async flush(timeout, leaving) {
      encode(staged.length);
      const left = await Promise.all(senders.map((sender) => sender.flush(timeout, leaving)));
      return left.reduce((sum, each) => sum + each, 0);
    },
    unsettled: () => senders.reduce((sum, sender) => sum + sender.unsettled(), staged.length),
    stop() {
      staged = [];
      for (const sender of senders) sender.stop();
    },
    stats: () => senders.map((sender) => sender.stats()),
  };
}
