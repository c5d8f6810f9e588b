/** OTLP `AnyValue` as programs write it; `undefined` and `null` are dropped. */
export type AttributeValue = string | number | boolean | bigint | Uint8Array | readonly AttributeValue[];

export type Attributes = Record<string, AttributeValue | null | undefined>;
