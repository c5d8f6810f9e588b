/** Makes one encoded span smaller that a receiver found too large (413). Loaded when that happens. */
import type { Bytes } from '../../platform/bytes.ts';
import { utf8Bytes } from '../../platform/bytes.ts';
import { trimText } from './trim.ts';

interface KeyValue {
  key: string;
  value: { stringValue?: string; bytesValue?: string };
}

interface Attributed {
  attributes?: KeyValue[];
  droppedAttributesCount?: number;
}

/** An attribute smaller than this is not what makes a span too large. */
const SMALL = 256;

/** The span with its largest attribute halved, or dropped where it is no text; undefined where none is large. */
export function trimJsonSpan(chunk: Bytes): Bytes | undefined {
  const span = JSON.parse(new TextDecoder().decode(chunk.subarray(1))) as Attributed & {
    events?: Attributed[];
    links?: Attributed[];
  };
  const candidates = [span, ...(span.events ?? []), ...(span.links ?? [])].flatMap((owner) =>
    (owner.attributes ?? []).map((pair) => ({ owner, pair, size: valueSize(pair) })),
  );
  const [largest] = candidates.sort((a, b) => b.size - a.size);
  if (largest === undefined || largest.size < SMALL) return undefined;
  const { owner, pair } = largest;
  if (pair.value.stringValue === undefined) dropAttribute(owner, pair);
  else pair.value.stringValue = trimText(pair.value.stringValue, pair.value.stringValue.length >> 1);
  return utf8Bytes(`,${JSON.stringify(span)}`);
}

const valueSize = ({ value }: KeyValue): number => (value.stringValue ?? JSON.stringify(value)).length;

function dropAttribute(owner: Attributed, pair: KeyValue): void {
  owner.attributes = owner.attributes?.filter((each) => each !== pair) ?? [];
  owner.droppedAttributesCount = (owner.droppedAttributesCount ?? 0) + 1;
}
