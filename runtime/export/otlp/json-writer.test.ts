import { expect, test } from 'vitest';
import { JsonWriter } from './json-writer.ts';

const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const PIECES = ['a', '"', '\\', '\n', '\u0000', '\u007f', 'é', '€', '😀', '\ud800', '\udc00', '\u2028'];

test('a text is what JSON.stringify makes of it', () => {
  const json = new JsonWriter();
  const texts = [
    '',
    ...PIECES,
    ...PIECES.map((it) => `plain ${it} plain`),
    ...PIECES.map((it) => it.repeat(100)),
  ];
  for (const text of texts) {
    json.string(text);
    expect(read(json.finish())).toBe(JSON.stringify(text));
  }
});

test('it grows, goes back, and is empty after the end', () => {
  const json = new JsonWriter();
  json.raw('[');
  const start = json.at;
  for (let at = 0; at < 3_000; at++) {
    json.comma(start);
    json.string(`${at} ü`);
    const before = json.at;
    json.bytes(new Uint8Array(2_000));
    json.at = before;
  }
  json.string('x'.repeat(2_000_000));
  json.raw(']');
  const parsed = JSON.parse(read(json.finish()).replace(/"x+"/, ',"x"')) as string[];
  expect(parsed).toEqual([...Array.from({ length: 3_000 }, (_, at) => `${at} ü`), 'x']);
  expect(read(json.finish())).toBe('');
  json.raw('{}');
  expect(read(json.finish())).toBe('{}');
});
