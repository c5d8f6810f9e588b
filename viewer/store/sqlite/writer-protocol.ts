/** What is said between the writer's thread and the others. */

import type { ContentType, IngestProblem, TraceChange } from '../store.ts';
import type { RetentionLimits } from './retention.ts';

export interface WriterSettings {
  readonly path: string;
  readonly limits: RetentionLimits;
  /** Nothing outlives the process, so nothing waits for the disk. */
  readonly volatile: boolean;
}

export type WriterJob =
  | {
      readonly id: number;
      readonly kind: 'ingest';
      readonly body: Uint8Array<ArrayBuffer>;
      readonly type: ContentType;
    }
  | { readonly id: number; readonly kind: 'pin'; readonly traceId: string; readonly pinned: boolean }
  | { readonly id: number; readonly kind: 'clear' }
  | { readonly id: number; readonly kind: 'close' };

export type WriterAnswer =
  | { readonly kind: 'open'; readonly notice: string }
  | { readonly kind: 'broken'; readonly message: string }
  | { readonly kind: 'done'; readonly id: number; readonly accepted: number; readonly rejected: number }
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly problem: IngestProblem;
      readonly message: string;
    }
  | { readonly kind: 'changes'; readonly changes: readonly TraceChange[] }
  | { readonly kind: 'size'; readonly bytes: number; readonly evicted: number }
  | { readonly kind: 'notice'; readonly notice: string };
