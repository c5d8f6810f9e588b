import { newTraceId } from '../platform/ids.ts';
import { sha256 } from '../platform/sha256.ts';

/** 32 lower-case hex digits, not all zero (W3C Trace Context Level 2, 3.2.2.3). */
const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/;

/**
 * The trace id of a business or request identifier, the same for every run: a trace id as it is, any
 * other text as the first 16 bytes of the SHA-256 of its UTF-8 form; a random one without text.
 *
 * @example
 * const url = `https://traces.example.com/${Observe.generateTraceId('order-123')}`;
 */
export function generateTraceId(id?: string | null): string {
  if (id === undefined || id === null || id === '') return newTraceId();
  const text = String(id);
  return TRACE_ID.test(text) ? text : sha256(text).slice(0, 32);
}
