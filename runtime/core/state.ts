/**
 * What lives once per process, whatever the number of copies of this package in it (one bundled, one
 * in node_modules): kept on `globalThis` under the ABI's major version.
 */
import type { Stats } from '../config/types/delivery-stats.ts';
import type { ExportConfig } from '../config/types/export-options.ts';
import type { Config } from '../config/types/settings.ts';
import type { Span } from '../trace/span.ts';
import type { Trace } from '../trace/trace.ts';
import { type ContextStorage, createStorage } from './context/context.ts';
import type { Bridge, ExitParticipant, Floor, Pipeline } from './contracts.ts';

type Unlinked = { -readonly [Reason in keyof Stats['unlinked']]: number };

export interface State {
  /** Replaced where a registered OpenTelemetry SDK shares it. */
  context: ContextStorage;
  /** undefined until the first use; see `settings()`. */
  config: Config | undefined;
  /** True once `init` was called. */
  initialized: boolean;
  pipeline: Pipeline | undefined;
  /** What has spans to send when the process ends. */
  readonly exitParticipants: Set<ExitParticipant>;
  /** Takes the hooks off by which that is heard. */
  removeExitHooks: () => void;
  /** False: signals do what they do without us, for now; see export/exit-signals.ts. undefined: we hear none. */
  hearSignals: ((on: boolean) => void) | undefined;
  /** What the exporter can do beyond OTLP in JSON; typed by export/optional-parts.ts, which loads later. */
  readonly optionalParts: Record<string, unknown>;
  /** Set while an OpenTelemetry SDK is registered, or we are its provider. */
  bridge: Bridge | undefined;
  /** Tracers of OpenTelemetry's whose spans would be told twice. */
  readonly silentScopes: Set<string | undefined>;
  /** Traces whose ended spans wait for their local root, oldest first. */
  readonly bufferedTraces: Set<Trace>;
  /** Estimated size of everything held, in bytes. */
  bufferedBytes: number;
  /** Calls whose spans have not ended, for the end of the process. */
  readonly openCalls: Set<{ cancel(): void }>;
  /** Spans that run, and how many; see running.ts. */
  readonly liveSpans: (Span | undefined)[];
  liveCount: number;
  floor: Floor | undefined;
  /** Whether the contents of a call at `file:line` are asked for; see export/transport/live-view.ts. */
  asksContent: ((place: string) => boolean) | undefined;
  /** Rewritten code was loaded, or has run; where there is a floor, that says so. */
  hasSites: boolean;
  /** Of a thread whose spans leave through the main thread; see instrument/floor/threads. */
  openPipeline: ((config: ExportConfig) => Pipeline | undefined) | undefined;
  /** Of the main thread: takes what threads have handed over so far; returns the pipelines of those that send elsewhere. */
  takeFromThreads: ((isEnd?: boolean) => readonly Pipeline[]) | undefined;
  /** Requests that left without the carrier that was theirs. */
  readonly unlinked: Unlinked;
  /** Errors that the program did not feel; see `swallow`. */
  internalErrors: number;
  /** Warnings already given. */
  readonly warned: Set<string>;
}

const KEY = Symbol.for('onetrace.1');
const registry = globalThis as { [KEY]?: State };

registry[KEY] ??= {
  context: createStorage(),
  config: undefined,
  initialized: false,
  pipeline: undefined,
  exitParticipants: new Set(),
  removeExitHooks() {},
  hearSignals: undefined,
  optionalParts: {},
  bridge: undefined,
  silentScopes: new Set(),
  bufferedTraces: new Set(),
  bufferedBytes: 0,
  openCalls: new Set(),
  liveSpans: [],
  liveCount: 0,
  floor: undefined,
  asksContent: undefined,
  hasSites: false,
  openPipeline: undefined,
  takeFromThreads: undefined,
  unlinked: { caller_unknown: 0, headers_sent: 0 },
  internalErrors: 0,
  warned: new Set(),
};

export const state: State = registry[KEY];
