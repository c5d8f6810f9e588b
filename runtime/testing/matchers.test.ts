import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../scripts/packages.ts';
import { setAttribute, withTrace } from '../index.ts';
import { matchers, type Recorder, recordSpans, type TraceMatchers } from '../testing.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void>, T> extends TraceMatchers<R> {}
}

expect.extend(matchers);

let recorder: Recorder;
beforeEach(() => {
  recorder = recordSpans();
  withTrace('ask', { kind: 'server', attributes: { tokens: 7 } }, () => {
    setAttribute('session.id', 's-42');
    withTrace('chat gpt-4o', { kind: 'client' }, () => {});
  });
});
afterEach(() => recorder.stop());

describe('in Vitest', () => {
  test('a span is found by what it is, wherever it is', () => {
    expect(recorder).toHaveSpan('ask');
    expect(recorder.spans).toHaveSpan(/^chat/);
    expect(recorder).toHaveSpan({ kind: 'client', attributes: { 'session.id': 's-42' } });
    expect(recorder).toHaveSpan({ attributes: { tokens: expect.any(Number) } });
    expect(recorder).toHaveSpan({ name: 'ask', children: [{ name: /gpt/ }] });
    expect(recorder).not.toHaveSpan({ error: true });
    expect(recorder).not.toHaveSpan({ attributes: { tokens: expect.any(String) } });
    expect(recorder).toMatchTrace({ name: 'ask', kind: 2, children: [{ name: 'chat gpt-4o' }] });
  });

  test('what fails says what differs, and shows the tree', () => {
    const failing = (run: () => void) => (told: RegExp) => expect(run).toThrow(told);
    failing(() => expect(recorder).toHaveSpan('search'))(
      /expected a span "search", there are: chat gpt-4o, ask\n\ntrace /,
    );
    failing(() => expect(recorder).toHaveSpan({ name: 'ask', attributes: { tokens: 8 } }))(
      /ask: expected tokens 8, it is 7/,
    );
    failing(() => expect(recorder).toHaveSpan({ error: true }))(/expected a span like \{"error":true\}/);
    failing(() => expect(recorder).not.toHaveSpan('ask'))(/expected no span like this\n\ntrace /);
    failing(() => expect(recorder).toMatchTrace({ name: 'ask', children: [] }))(/unexpected children/);
    recorder.clear();
    failing(() => expect(recorder).toHaveSpan('ask'))(/there are: none\n\nno spans/);
  });
});

test('in node:test, as an assertion of its context', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matchers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.test.mjs');
  writeFileSync(
    file,
    `import { assert, test } from 'node:test';
import { assertSpan, recordSpans } from '${ROOT}runtime/testing.ts';
import { withTrace } from '${ROOT}runtime/index.ts';
assert.register('hasSpan', assertSpan);
const recorder = recordSpans();
withTrace('ask', null, () => {});
test('right', (t) => t.assert.hasSpan(recorder.spans, { name: /^a/, error: false }));
test('wrong', (t) => t.assert.hasSpan(recorder.spans, 'search'));
`,
  );
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const { stdout, status } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], {
    env,
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/^\s*ok 1 - right/m);
  expect(stdout).toMatch(/^\s*not ok 2 - wrong/m);
  expect(stdout).toContain('expected a span "search", there are: ask');
  expect(status).toBe(1);
});
