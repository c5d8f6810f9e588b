import type { Attributes } from '../span.ts';
import type { Outlet } from './outlet.ts';

/** One OTLP/HTTP receiver, with its own queue, retries and health. */
export interface Destination {
  /** The whole URL of the traces signal, such as `http://localhost:4318/v1/traces`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default `http/json`. */
  readonly protocol?: 'http/json' | 'http/protobuf' | undefined;
  readonly gzip?: boolean | undefined;
  /** Of one request, in milliseconds. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Files in PEM: whom to trust, and who we are. Node only. */
  readonly certificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  /** The variable or option that holds the credentials, named when the receiver refuses them. */
  readonly credentials?: string | undefined;
  /**
   * A guess of ours that may not be there (the local viewer): its absence is no warning, and the end of
   * the process waits for one attempt only.
   */
  readonly optional?: boolean | undefined;
}

/** What one span may hold; the rest is counted in OTLP's `dropped…Count`. */
export interface Limits {
  /** Attributes of a span, an event or a link. Default 128. */
  readonly attributes?: number | undefined;
  readonly events?: number | undefined;
  readonly links?: number | undefined;
  /** Length of one text value in UTF-16 units. Default 65,536. JSON stays valid. */
  readonly valueLength?: number | undefined;
}

/** What `createPipeline` needs; `runtime/config.ts` makes it of environment variables and options. */
export interface ExportConfig {
  readonly destinations: readonly Destination[];
  /** `service.name` and its kin. */
  readonly resource: Attributes;
  /** Print every finished trace as a tree on stderr. */
  readonly console?: boolean | undefined;
  /** More ways out, such as a program's own exporter. */
  readonly outlets?: readonly Outlet[] | undefined;
  readonly limits?: Limits | undefined;
  /** Bytes of unacknowledged spans that one destination may hold in memory. Default 32 MiB. */
  readonly queueBytes?: number | undefined;
  /**
   * A folder for what cannot be sent: it survives the process, and the next one sends it. Processes may
   * share it. Node only.
   */
  readonly spool?: string | undefined;
  /** Bytes that the folder may hold for one destination. Default 512 MiB. */
  readonly spoolBytes?: number | undefined;
  /** How long a span waits for company, in milliseconds. Default 1,000. */
  readonly delay?: number | undefined;
  /** Before the first retry, in milliseconds; then it doubles, up to 30 s. Default 1,000. */
  readonly retryDelay?: number | undefined;
  /** How long the end of the process waits for acknowledgements, in milliseconds. Default 5,000. */
  readonly exitTimeout?: number | undefined;
}
