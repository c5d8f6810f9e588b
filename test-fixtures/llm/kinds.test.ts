/**
 * `kinds.json`: what each vendor can send and be sent (history of every form, thoughts, media, tools, refusals, streams
 * that break), with what a span says of it. A new kind needs no code: `{ helper, method, asked, whole | chunks, attributes }`;
 * `{ "$bytes": text }` stands for bytes.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Span } from '../../runtime/trace/span.ts';
import { attributesOf, record } from '../record.ts';
import { collect, type HelperName, wrappedBy } from './matrix.ts';

interface Kind {
  readonly name: string;
  readonly helper: HelperName;
  readonly method: string;
  readonly asked: unknown;
  readonly whole?: unknown;
  readonly chunks?: readonly unknown[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

const withBytes = (_key: string, value: unknown): unknown => {
  const { $bytes } = (value ?? {}) as { $bytes?: string };
  return typeof $bytes === 'string' ? new TextEncoder().encode($bytes) : value;
};

const kinds = JSON.parse(
  readFileSync(new URL('./kinds.json', import.meta.url), 'utf8'),
  withBytes,
) as readonly Kind[];

async function* streamed(chunks: readonly unknown[]): AsyncGenerator<unknown> {
  yield* chunks;
}

const parsed = (value: unknown): unknown =>
  typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;

it.each(kinds.map((kind) => [kind.name, kind] as const))('%s', async (_name, kind) => {
  const { helper, method, asked, whole, chunks, attributes } = kind;
  const spans: Span[] = record({ captureContent: true });
  const answer = chunks === undefined ? whole : streamed(chunks);
  const isInside = helper === 'bedrock' && chunks !== undefined;
  const receiver = { call: async (_asked: unknown) => (isInside ? { stream: answer } : answer) };
  const got = await wrappedBy(helper)(receiver, 'call', method)(asked);
  if (chunks !== undefined)
    await collect((isInside ? (got as { stream: unknown }).stream : got) as AsyncIterable<unknown>);
  expect(spans).toHaveLength(1);
  const seen = attributesOf(spans[0] as Span);
  expect(Object.fromEntries(Object.keys(attributes).map((key) => [key, parsed(seen[key])]))).toEqual(
    attributes,
  );
});
