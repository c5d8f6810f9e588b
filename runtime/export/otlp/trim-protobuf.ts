/** Makes one encoded span smaller that a receiver found too large (413). Loaded when that happens. */
import type { Bytes } from '../../platform/bytes.ts';
import { type Field, readProtobuf, utf8Text } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';
import { trimText } from './trim.ts';

/** An attribute smaller than this is not what makes a span too large. */
const SMALL = 256;
const ATTRIBUTES = 9;
const DROPPED_ATTRIBUTES = 10;

/** The span with its largest attribute halved, or dropped where it is no text; undefined where none is large. */
export function trimProtobufSpan(chunk: Bytes): Bytes | undefined {
  const span = readProtobuf(chunk)[0]?.bytes ?? chunk;
  const fields = readProtobuf(span);
  const attributes = fields.filter(({ field }) => field === ATTRIBUTES);
  const [largest] = attributes.sort((a, b) => b.bytes.length - a.bytes.length);
  if (largest === undefined || largest.bytes.length < SMALL) return undefined;
  const shorter = halveAttribute(largest);
  const out = new ProtobufWriter();
  out.message(2, () => {
    for (const each of fields.reverse()) {
      if (each === largest) out.raw(shorter ?? NOTHING);
      else if (shorter || each.field !== DROPPED_ATTRIBUTES) out.raw(span.subarray(each.start, each.end));
    }
    const dropped = fields.find(({ field }) => field === DROPPED_ATTRIBUTES)?.varint ?? 0;
    if (shorter === undefined) out.uint(DROPPED_ATTRIBUTES, dropped + 1);
  });
  return out.finish();
}

const NOTHING = new Uint8Array(0);

/** The `KeyValue` with half of its text; undefined where its value is no text. */
function halveAttribute({ bytes }: Field): Bytes | undefined {
  const [key, value] = readProtobuf(bytes);
  const [content] = value ? readProtobuf(value.bytes) : [];
  if (key === undefined || content?.field !== 1) return undefined;
  const text = utf8Text(content.bytes);
  const out = new ProtobufWriter();
  out.message(ATTRIBUTES, () => {
    out.message(2, () => out.string(1, trimText(text, text.length >> 1)));
    out.raw(bytes.subarray(key.start, key.end));
  });
  return out.finish();
}
