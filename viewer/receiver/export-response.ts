import type { ContentType } from '../store/store.ts';

/** `ExportTraceServiceResponse`, with a partial success where spans were rejected. */
export function encodeExportResponse(
  type: ContentType,
  rejected: number,
  message: string,
): string | Uint8Array {
  if (type === 'json')
    return rejected > 0
      ? JSON.stringify({ partialSuccess: { rejectedSpans: rejected, errorMessage: message } })
      : '{}';
  if (rejected === 0) return new Uint8Array();
  const text = Buffer.from(message);
  const partial = Buffer.concat([
    Buffer.from([8]),
    varint(rejected),
    Buffer.from([18]),
    varint(text.length),
    text,
  ]);
  return Buffer.concat([Buffer.from([10]), varint(partial.length), partial]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}
