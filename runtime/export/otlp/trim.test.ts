import { expect, test } from 'vitest';
import { trimText } from './trim.ts';

const messages = [
  {
    role: 'system',
    parts: [{ type: 'text', content: 'say "hi"\\ \n\u0001 🎉🎉🎉 ' }],
    n: [1.5e10, -2, true, null, {}],
  },
  { role: 'user', parts: [], 'key "quoted" \\': { deep: [['a'], [[]]] } },
];

test.each([
  ['compact', JSON.stringify(messages)],
  ['indented', JSON.stringify(messages, undefined, 2)],
  [
    'escaped',
    JSON.stringify(messages).replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ],
  ['object', JSON.stringify({ a: { b: { c: ['x', { d: 'y' }] } }, e: 'z'.repeat(50) })],
])('%s JSON stays JSON at any length', (_, text) => {
  for (let length = 12; length <= text.length + 1; length++) {
    const trimmed = trimText(text, length);
    expect(trimmed.length).toBeLessThanOrEqual(length);
    expect(() => JSON.parse(trimmed), `${length}: ${trimmed}`).not.toThrow();
    if (length >= text.length) expect(trimmed).toBe(text);
  }
});

test('most of the room is used', () => {
  const text = JSON.stringify([{ role: 'user', content: 'x'.repeat(1_000) }]);
  expect(trimText(text, 500)).toBe(`[{"role":"user","content":"${'x'.repeat(469)}…"}]`);
});

test.each([
  ['plain text', 'x'.repeat(30), 'x'.repeat(20)],
  ['a log line', '[INFO] something went well here', '[INFO] something wen'],
  ['a template', '{{name}} is the name of the thing', '{{name}} is the name'],
  ['a pair at the cut', `${'x'.repeat(19)}🎉🎉`, 'x'.repeat(19)],
  ['a pair before the cut', `${'x'.repeat(18)}🎉🎉`, `${'x'.repeat(18)}🎉`],
  ['short', '[1, 2', '[1, 2'],
])('%s', (_, text, expected) => {
  expect(trimText(text, 20)).toBe(expected);
});

test('megabytes are scanned as far as they are kept', () => {
  const text = JSON.stringify(Array.from({ length: 100_000 }, (_, at) => ({ at, text: 'y'.repeat(50) })));
  const trimmed = trimText(text, 65_536);
  expect(JSON.parse(trimmed).length).toBeGreaterThan(800);
});
