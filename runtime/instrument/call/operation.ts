import { endSpan } from '../../core/end-span.ts';
import { failWith } from '../../trace/error.ts';
import type { Span } from '../../trace/span.ts';

/** What ends with the body: a span of its own, or the request that the handler answers. */
export interface Operation {
  readonly span: Span;
  /** Its result is the response, which its end waits for. */
  readonly answers?: boolean;
  settle(result: unknown): void;
  fail(error: unknown): void;
  /** Resolves when what has ended is sent; a platform that stops with the result has to wait for it. */
  delivered?(): Promise<void>;
}

/** A span that ends with what it stands for. */
export const spanOperation = (span: Span): Operation => ({
  span,
  settle: () => endSpan(span),
  fail(error) {
    failWith(span, error);
    endSpan(span);
  },
});
