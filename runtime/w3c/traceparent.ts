/** `traceparent`, W3C Trace Context Level 2, section 3.2. */
import { trimOws } from './ows.ts';

export interface Traceparent {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lower-case hex digits, not all zero. */
  readonly parentId: string;
  /** Bit 0 sampled, bit 1 random trace id; unknown bits are cleared. */
  readonly flags: number;
}

const KNOWN_FLAGS = 3;
const FIELDS = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/;
const VERSION_00_LENGTH = 55;

/** undefined where any field is invalid: the trace must restart, and `tracestate` with it. */
export function parseTraceparent(text: string): Traceparent | undefined {
  const value = trimOws(text);
  const match = FIELDS.exec(value);
  if (match === null) return undefined;
  const [, version, traceId, parentId, flags] = match as unknown as string[];
  if (version === '00' && value.length !== VERSION_00_LENGTH) return undefined;
  return {
    traceId: traceId as string,
    parentId: parentId as string,
    flags: Number.parseInt(flags as string, 16) & KNOWN_FLAGS,
  };
}

/** Always version 00, whatever version came in; unknown flag bits are sent as zero. */
export const formatTraceparent = (traceId: string, parentId: string, flags: number): string =>
  `00-${traceId}-${parentId}-0${flags & KNOWN_FLAGS}`;
