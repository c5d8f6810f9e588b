import { expect, test } from 'vitest';
import { renderTrace } from './tree.ts';
import type { TreeSpan } from './tree-span.ts';

const span = (
  spanId: string,
  parentSpanId: string,
  service: string,
  name: string,
  more: Partial<TreeSpan> = {},
) => ({
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId,
  parentSpanId,
  service,
  name,
  kind: 1,
  startMs: 0,
  durationMs: 100,
  attributes: {},
  status: { code: 0, message: '' },
  ...more,
});

const spans: TreeSpan[] = [
  span('c', 'b', 'llm', 'chat gpt-4o', {
    startMs: 1050,
    durationMs: 50,
    kind: 3,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.usage.input_tokens': 512,
      'gen_ai.usage.output_tokens': 88,
    },
  }),
  span('a', '', 'gateway', 'POST /ask', {
    startMs: 1000,
    attributes: { 'session.id': 's-42', 'http.response.status_code': 200 },
  }),
  span('b', 'a', 'gateway', 'POST', {
    startMs: 1040,
    durationMs: 60,
    kind: 3,
    attributes: { 'server.address': 'llm', 'server.port': 3000, 'error.type': '503' },
    status: { code: 2, message: 'not\u001b[2J now' },
  }),
  span('d', 'a', 'gateway', 'later', { startMs: 1095, durationMs: 0.05 }),
];

test('a trace is a tree with bars, models, tokens and errors', () => {
  expect(renderTrace(spans, { width: 84 }).split('\n')).toEqual([
    'trace 4bf92f3577b34da6a3ce929d0e0e4736  100 ms  4 spans  1 error  session s-42',
    '',
    'gateway  POST /ask          ████████████████████████    100 ms  200',
    'gateway  ├─ POST                      ██████████████   60.0 ms  llm:3000 ✗ 503: not [2J now',
    'llm      │  └─ chat gpt-4o              ████████████   50.0 ms  gpt-4o 512 → 88 tokens',
    'gateway  └─ later                                  █   0.05 ms',
  ]);
});

test('every line keeps to its columns in a narrow terminal', () => {
  const long = spans.map((each) => ({ ...each, name: `${each.name} ${'x'.repeat(80)}` }));
  const starts = renderTrace(long, { width: 80 })
    .split('\n')
    .slice(2)
    .map((line) => line.search(/\d+(\.\d+)? ms/) + /\d+(\.\d+)? ms/.exec(line)![0].length);
  expect(new Set(starts).size).toBe(1);
});

test('colour is only there when asked for', () => {
  expect(renderTrace(spans)).not.toContain('\u001b[');
  expect(renderTrace(spans, { colour: true })).toContain('\u001b[31m');
});

test('traces stand apart; spans without their parents and circles of parents are not lost', () => {
  const odd = [span('x', 'gone', 'a', 'orphan'), span('p', 'q', 'a', 'one'), span('q', 'p', 'a', 'two')];
  const text = renderTrace([...odd, { ...span('z', '', 'b', 'other'), traceId: 'f'.repeat(32) }]);
  for (const name of ['orphan', 'one', 'two', 'other']) expect(text).toContain(name);
  expect(text.split('\n\ntrace ')).toHaveLength(2);
  expect(renderTrace([])).toBe('');
});
