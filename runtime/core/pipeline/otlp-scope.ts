/** What every OTLP encoding says alike. */
import type { Span } from '../../trace/span.ts';

export const SCOPE = { name: 'onetrace', version: '0.1.0' } as const;
/** The semantic conventions' version that attribute names follow. */
export const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.44.0';

const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** OTLP `Span.flags`: the W3C trace flags, and whether the parent is in another process. */
export const spanFlags = ({ trace, parent }: Span): number =>
  (trace.flags & 0xff) | HAS_IS_REMOTE | (parent === undefined && trace.remoteParentId ? IS_REMOTE : 0);
