/** OTLP `AnyValue` as programs write it; `undefined` and `null` are dropped. */
export type AttributeValue = string | number | boolean | bigint | Uint8Array | readonly AttributeValue[];

export type Attributes = Record<string, AttributeValue | null | undefined>;

/** What people pass: dates and URLs become text, other objects JSON; nothing is dropped. */
export type AttributeInput = AttributeValue | object | null | undefined;

/** Throws what the object's own `toJSON` or getters throw, or for a cycle. */
export function asAttribute(input: AttributeInput): AttributeValue | null | undefined {
  if (typeof input !== 'object' || input instanceof Uint8Array || Array.isArray(input)) {
    return input as AttributeValue;
  }
  const json = JSON.stringify(input) as string | undefined;
  return json?.startsWith('"') ? (JSON.parse(json) as string) : json === 'null' ? undefined : json;
}
