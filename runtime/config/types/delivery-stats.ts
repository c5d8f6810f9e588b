/** Why a span was not delivered. */
export type DropReason =
  /** The queue was full. */
  | 'queue_full'
  /** The receiver answered that the request is wrong (400 and its kin). */
  | 'rejected'
  /** The receiver took the batch and refused some spans of it (OTLP partial success). */
  | 'partial'
  /** 401 or 403. */
  | 'unauthorized'
  /** Whatever answered is no OTLP receiver. */
  | 'not_otlp'
  /** The spool was full. */
  | 'spool_full'
  /** A file of the spool was damaged. */
  | 'corrupt'
  /** Larger than the receiver takes (413), even trimmed. */
  | 'too_large'
  /** Ended after `shutdown`, or unacknowledged when it gave up. */
  | 'shutdown'
  /** Could not be encoded. */
  | 'invalid';

export interface Stats {
  /** Spans given to the pipeline. */
  readonly recorded: number;
  /** Spans acknowledged, summed over destinations. */
  readonly exported: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Spans and bytes in memory that no destination has acknowledged yet. */
  readonly queued: number;
  readonly queueBytes: number;
  /** Spans on disk, those of other processes included. */
  readonly spooled: number;
  readonly lastError: string | undefined;
  /** Errors that were kept from the program: what they were about is not traced. */
  readonly internalErrors: number;
  /** HTTP requests that left without the carrier that was theirs; nobody else's was sent in its place. */
  readonly unlinked: {
    /** Nothing told whose they were: a pool of undici took them from its queue, a library sent them again. */
    readonly caller_unknown: number;
    /** Their headers were given as a list, or to HTTP/2, and nothing can be added to those. */
    readonly headers_sent: number;
  };
  readonly destinations: readonly DestinationStats[];
}

export interface DestinationStats {
  readonly url: string;
  readonly exported: number;
  readonly queued: number;
  readonly queueBytes: number;
  readonly spooled: number;
  readonly lastError: string | undefined;
}
