import type { OtelApi } from '../../platform/otel-api.ts';
import type { ExportConfig } from './export-options.ts';
import type { IncomingPolicy, IncomingSampleRate, MessagePolicy } from './hops.ts';
import type { IgnoreRule } from './ignore-requests.ts';
import type { Prices } from './prices.ts';
import type { PropagateTo } from './propagate-to.ts';
import type { Keep, Sampler } from './sampling.ts';

export interface Config {
  /** False: carriers still pass through every hop, nothing is recorded. */
  readonly recording: boolean;
  readonly sampler: Sampler;
  readonly keep: Keep | undefined;
  /** undefined: the default policy. */
  readonly propagateTo: PropagateTo | undefined;
  readonly ignoreRequests: readonly IgnoreRule[];
  /** undefined: nobody said, which is no. */
  readonly captureContent: boolean | undefined;
  readonly redact: ((content: string) => string) | undefined;
  readonly urlQuery: readonly string[] | undefined;
  readonly redactUrl: ((url: string) => string) | undefined;
  readonly prices: Prices | undefined;
  readonly otel: boolean | OtelApi | undefined;
  /** Milliseconds; see `InitOptions.contextLifetime`. */
  readonly contextLifetime: number;
  readonly messages: MessagePolicy;
  readonly incoming: IncomingPolicy;
  readonly incomingSampleRate: IncomingSampleRate;
  readonly payloadCarriers: boolean;
  readonly export: ExportConfig;
}
