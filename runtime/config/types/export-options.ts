import type { Attributes } from '../../trace/attribute.ts';
import type { Destination } from './destination.ts';
import type { SpanExporter } from './span-exporter.ts';

/** What one span may hold; the rest is counted in OTLP's `dropped…Count`. */
export interface Limits {
  /** Attributes of a span, an event or a link. Default 128. */
  readonly attributes?: number | undefined;
  readonly events?: number | undefined;
  readonly links?: number | undefined;
  /** Length of one text value in UTF-16 units. Default 65,536. JSON stays valid. */
  readonly valueLength?: number | undefined;
}

/** What `createPipeline` needs; `config/configure.ts` makes it of environment variables and options. */
export interface ExportConfig {
  readonly destinations: readonly Destination[];
  /** `service.name` and its kin. */
  readonly resource: Attributes;
  /** Print every finished trace as a tree on stderr. */
  readonly console?: boolean | undefined;
  /** More ways out, such as a program's own exporter. */
  readonly exporters?: readonly SpanExporter[] | undefined;
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
  /** Before the first retry, in milliseconds; then it doubles, up to 2 s. Default 1,000. */
  readonly retryDelay?: number | undefined;
  /** How long the end of the process waits for acknowledgements, in milliseconds. Default 5,000. */
  readonly exitTimeout?: number | undefined;
}
