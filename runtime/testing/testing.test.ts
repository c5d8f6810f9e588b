import { afterEach, beforeEach, expect, test } from 'vitest';
import { state } from '../core/state.ts';
import { setAttribute, withTrace } from '../index.ts';
import { assertTrace, type Recorder, recordSpans } from '../testing.ts';

let recorder: Recorder;
beforeEach(() => {
  recorder = recordSpans();
});
afterEach(() => recorder.stop());

const ask = () =>
  withTrace('ask', null, async () => {
    setAttribute('session.id', 's-42');
    await withTrace('search', null, async () => {});
    await withTrace('answer', null, async () => {
      throw new RangeError('too long');
    }).catch(() => {});
  });

test('a trace is recorded and waited for', async () => {
  setTimeout(ask, 10);
  const trace = await recorder.waitForTrace('ask', { spans: 3 });
  assertTrace(trace, {
    name: 'ask',
    error: false,
    children: [
      { name: 'answer', error: 'RangeError', attributes: { 'session.id': /^s-/ } },
      { name: /^sea/, attributes: { 'error.type': undefined } },
    ],
  });
});

test('what does not fit is told with the tree', async () => {
  await ask();
  const children = [{ name: 'search' }, { name: 'answer' }];
  const told = (shape: Parameters<typeof assertTrace>[1]) => () => assertTrace(recorder.spans, shape);
  expect(told({ name: 'ask', children })).not.toThrow();
  expect(told({ name: 'asked' })).toThrow(/expected name "asked", it is "ask"\n\ntrace /);
  expect(told({ name: 'ask', children: [{ name: 'search' }] })).toThrow('unexpected children: answer');
  expect(told({ name: 'ask', children: [...children, { name: 'more' }] })).toThrow('expected a child "more"');
  expect(told({ name: 'ask', children: [children[0]!, { name: 'answer', error: false }] })).toThrow(
    'answer: expected error false, it is true',
  );
});

test('waiting in vain tells what there was', async () => {
  await ask();
  await expect(recorder.waitForSpan(/nothing/, { timeout: 20 })).rejects.toThrow(
    /no \/nothing\/ within 20 ms, only:\ntrace/,
  );
});

test('stop puts back what was there', () => {
  recorder.stop();
  expect(state.pipeline).toBeUndefined();
  expect(state.config).toBeUndefined();
});
