import type { OtelApi } from '../../platform/otel-api.ts';
import type { Attributes } from '../../trace/attribute.ts';
import type { Destination } from './destination.ts';
import type { ExportConfig } from './export-options.ts';
import type { IncomingPolicy, IncomingSampleRate, MessagePolicy } from './hops.ts';
import type { IgnoreRule } from './ignore-requests.ts';
import type { Prices } from './prices.ts';
import type { PropagateTo } from './propagate-to.ts';
import type { Keep } from './sampling.ts';

/** What `Observe.init` takes. Everything is optional; see each field for its environment variable. */
export interface InitOptions {
  /** Sent with `secretKey` as HTTP Basic. `AISDK_PUBLIC_KEY`. */
  readonly publicKey?: string | undefined;
  /** `AISDK_SECRET_KEY`. */
  readonly secretKey?: string | undefined;
  /**
   * An OTLP/HTTP receiver: its base URL, or the whole URL ending in `/v1/traces`.
   * `OTEL_EXPORTER_OTLP_ENDPOINT` (base), `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` (whole); without any of
   * them `http://localhost:4318`, where the local viewer and collectors listen.
   */
  readonly endpoint?: string | undefined;
  /** More headers for the receiver. `OTEL_EXPORTER_OTLP_HEADERS` and `…_TRACES_HEADERS`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Default `http/json`. `OTEL_EXPORTER_OTLP_PROTOCOL` and `…_TRACES_PROTOCOL`. A program in one bundle imports
   * `onetrace/protobuf` for the other.
   */
  readonly protocol?: 'http/json' | 'http/protobuf' | undefined;
  /** Receivers instead of the one that `endpoint` names. */
  readonly destinations?: readonly Destination[] | undefined;
  /** Print every finished trace as a tree on stderr; a bundle imports `onetrace/console`. `OTEL_TRACES_EXPORTER=console`. */
  readonly console?: boolean | undefined;
  /**
   * A folder for what cannot be sent; it survives the process. Node only; a bundle imports `onetrace/spool`.
   * `ONETRACE_SPOOL`.
   */
  readonly spool?: string | undefined;
  /** Finer points of exporting: limits of a span, sizes, delays. */
  readonly export?: Partial<ExportConfig> | undefined;
  /** `service.name`. `OTEL_SERVICE_NAME`; else, on Lambda, the function's name. */
  readonly serviceName?: string | undefined;
  /** `deployment.environment.name`. */
  readonly environment?: string | undefined;
  /** More resource attributes. `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly resource?: Attributes | undefined;
  /** The probability, 0 to 1, with which a trace that begins here is recorded. `OTEL_TRACES_SAMPLER(_ARG)`. */
  readonly sampleRate?: number | undefined;
  /** False: an upstream's decision not to sample is decided again here. Default true. */
  readonly respectUpstream?: boolean | undefined;
  /** Traces to record although they were not sampled, decided when the local root ends. */
  readonly keep?: Keep | undefined;
  /**
   * Hosts and queues (`'queue:jobs'`, `'queue:*'`) that may see baggage (session, user, custom attributes). Replaces
   * the default: `internalHosts`, and queues of brokers there.
   */
  readonly propagateTo?: PropagateTo | undefined;
  /**
   * Whether a message that is processed goes on in its sender's trace, or begins one of its own that is linked
   * to it: for jobs that come days later, or an event that fans out to thousands. Default `'continue'`.
   */
  readonly messages?: MessagePolicy | undefined;
  /**
   * Where a protocol has no place for a carrier beside the message (Inngest events, `postMessage`, Piscina tasks,
   * graphile-worker): put it into the message, where that is a plain object, as the member `traceContext`, which
   * rewritten consumers take out again. Others see it. Default false.
   */
  readonly payloadCarriers?: boolean | undefined;
  /**
   * What the carrier of an incoming request may decide: `'trust'` takes its trace, session and attributes,
   * `'ids'` its trace alone, `'link'` begins a trace of its own that is linked to it. A function decides for each
   * request. Default `'trust'`; for public edges `'link'`. An explicit `setBaggage` or `withTrace` is always obeyed.
   */
  readonly incoming?: IncomingPolicy | undefined;
  /**
   * The most that a stranger can have recorded: of the requests whose carrier says "sampled", the share, 0 to 1,
   * for which that is obeyed, or a function of the request that gives it (1 for one's own services). Drawn anew for
   * each request, since a stranger chooses his trace ids. The others keep their trace, are not recorded, and say so
   * to the services after them; with `respectUpstream: false` they begin a trace of their own, which `sampleRate`
   * decides on. Default 1.
   */
  readonly incomingSampleRate?: IncomingSampleRate | undefined;
  /**
   * Milliseconds for which a context goes on lending its trace and session to what it started, after all of its
   * own spans have ended: background work after an answer is one trace with it, a consumer that the first request
   * happened to start is not. Default 120,000; `Infinity` for ever.
   */
  readonly contextLifetime?: number | undefined;
  /**
   * Incoming requests that are no span, health probes for example: `['/healthz', '/internal/*']`. The carrier that
   * came with one still passes.
   */
  readonly ignoreRequests?: IgnoreRule | readonly IgnoreRule[] | undefined;
  /** Whether LLM spans hold prompts and answers. `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. */
  readonly captureContent?: boolean | undefined;
  /**
   * Sees every piece of captured content, and the message of every error, before it is kept; what it returns is kept
   * instead.
   */
  readonly redact?: ((content: string) => string) | undefined;
  /**
   * Names of query parameters whose values spans may show; all others read `REDACTED`. Without it, those that are
   * credentials by their name do (`token`, `api_key`, `X-Amz-Signature`, `code`, …).
   */
  readonly urlQuery?: readonly string[] | undefined;
  /** Sees every `url.full` and `url.query` after that; what it returns is recorded instead. */
  readonly redactUrl?: ((url: string) => string) | undefined;
  /**
   * What models cost: LLM spans then say it as `onetrace.cost.usd`. Off by default; `onetrace/prices.json` is a
   * table to begin with, of the date that it names.
   */
  readonly prices?: Prices | undefined;
  /**
   * An OpenTelemetry SDK that the program registers is used by itself; false: not. True, or the namespace
   * of `@opentelemetry/api`: where there is no SDK, be that API's provider, so that spans which libraries
   * begin join the trace. With the namespace, tracers that were taken before come alive too.
   */
  readonly otel?: boolean | OtelApi | undefined;
  /** False: nothing is recorded, carriers still pass. `OTEL_SDK_DISABLED=true`. */
  readonly enabled?: boolean | undefined;
}
