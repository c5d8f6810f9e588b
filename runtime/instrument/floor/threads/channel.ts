/** Node's threads, as far as spans pass between them. */
import type { ExportConfig } from '../../../config/types/export-options.ts';
import type { SpanRecord } from './span-record.ts';

/** Inside of the process only; a name of the runtime's major version. */
export const CHANNEL = 'onetrace.1.spans';
/** Key of the environment data by which the main thread says that it takes spans. */
export const TAKEN = 'onetrace.1.spans.taken';

/** What a thread hands over: spans that ended together, and where its own configuration sends them. */
export interface Handover {
  readonly config: ExportConfig;
  readonly thread: number;
  /** They wait for their local root, and come again with it. */
  readonly isHeld: boolean;
  readonly spans: readonly SpanRecord[];
}

export interface SpanChannel {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: Handover): void;
  close(): void;
  unref(): void;
}

export interface WorkerThreads {
  readonly isMainThread: boolean;
  readonly threadId: number;
  readonly BroadcastChannel: new (name: string) => SpanChannel;
  getEnvironmentData(key: string): unknown;
  setEnvironmentData(key: string, value: unknown): void;
  /** What waits, without the event loop. */
  receiveMessageOnPort(port: SpanChannel): { readonly message: unknown } | undefined;
}
