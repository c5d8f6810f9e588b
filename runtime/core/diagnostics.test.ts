import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { record } from '../../test-fixtures/record.ts';
import { Observe } from '../api/observe.ts';
import { handler } from '../inject.ts';
import { reportInternalError } from './diagnostics.ts';
import { state } from './state.ts';

const warn = vi.spyOn(console, 'warn');
beforeEach(() => {
  record({});
  state.internalErrors = 0;
  warn.mockReset();
});
afterEach(() => {
  state.internalErrors = 0;
});

const hostile: object = new Proxy(
  {},
  {
    get() {
      throw new RangeError('hostile');
    },
  },
);

it('what the program does not feel is counted, and told once', () => {
  const serve = handler('a.ts:1:1#', (_request: unknown) => 'served');
  expect([serve(hostile), serve(hostile)]).toEqual(['served', 'served']);
  expect(state.internalErrors).toBe(2);
  expect(warn.mock.calls).toEqual([[expect.stringContaining('RangeError: hostile')]]);
});

it('is in the stats, with and without a pipeline', () => {
  reportInternalError(new Error('one'));
  state.pipeline = undefined;
  expect(Observe.stats()).toMatchObject({ internalErrors: 1, recorded: 0 });
});

it('a console of the program that throws, and what cannot be shown, are no matter', () => {
  warn.mockImplementation(() => {
    throw new Error('closed');
  });
  reportInternalError({
    toString() {
      throw new Error('no');
    },
  });
  expect(state.internalErrors).toBe(1);
});
