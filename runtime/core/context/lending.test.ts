import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { attributesOf, record, spanNamed } from '../../../test-fixtures/record.ts';
import { setAttribute } from '../../api/observe.ts';
import { withTrace } from '../../api/with-trace.ts';
import { tick } from '../../instrument/boundary/tick.ts';
import type { Span } from '../../trace/span.ts';
import { runWithSpan } from '../active-span.ts';
import { BLANK } from './deferred-span.ts';

let spans: Span[];
const LIFETIME = 60;

beforeEach(() => {
  spans = record({ contextLifetime: LIFETIME });
});

const call = (name: string): void => withTrace(name, null, () => {});

describe('what goes on after the answer', () => {
  it('is a part of the request while it lasts, and soon after', async () => {
    let later: Promise<void> = Promise.resolve();
    withTrace('request', null, () => {
      setAttribute('session.id', 's1');
      later = sleep(5).then(() => call('job'));
    });
    await later;
    expect(spanNamed(spans, 'job').parent).toBe(spanNamed(spans, 'request'));
    expect(attributesOf(spanNamed(spans, 'job'))['session.id']).toBe('s1');
  });

  it('keeps its trace for as long as a span on its own chain runs', async () => {
    let later: Promise<void> = Promise.resolve();
    withTrace('request', null, () => {
      later = withTrace('agent', null, async () => {
        await sleep(LIFETIME * 3);
        call('step');
      });
    });
    await later;
    expect(spanNamed(spans, 'step').trace).toBe(spanNamed(spans, 'request').trace);
  });

  it('is lent nothing when all has ended long ago: another trace, linked', async () => {
    let later: Promise<void> = Promise.resolve();
    withTrace('request', null, () => {
      setAttribute('session.id', 's1');
      later = sleep(LIFETIME * 3).then(() => call('somebody else'));
    });
    await later;
    const [request, other] = [spanNamed(spans, 'request'), spanNamed(spans, 'somebody else')];
    expect(other.trace).not.toBe(request.trace);
    expect(attributesOf(other)['session.id']).toBeUndefined();
    expect(other.links).toMatchObject([{ traceId: request.trace.traceId, spanId: request.spanId }]);
  });
});

it('a blank context lends nothing, whoever is around it', () => {
  withTrace('request', null, () => runWithSpan(BLANK, () => call('message')));
  expect(spanNamed(spans, 'message').parent).toBeUndefined();
  expect(spanNamed(spans, 'message').links).toBeUndefined();
});

describe('a tick', () => {
  const SITE = 'a.ts:1:1#poll?schedule=interval 20 ms';

  it('is one root span where something in it is traced', async () => {
    const fn = tick(SITE, async () => {
      call('first');
      await sleep(1);
      call('second');
    });
    await withTrace('request', null, fn);
    const root = spanNamed(spans, 'interval 20 ms');
    expect(root.parent).toBeUndefined();
    expect(spanNamed(spans, 'first').parent).toBe(root);
    expect(spanNamed(spans, 'second').parent).toBe(root);
    expect(attributesOf(root)).toMatchObject({ 'code.file.path': 'a.ts', 'faas.trigger': 'timer' });
  });

  it('is none where nothing is', () => {
    tick(SITE, () => 7)();
    expect(spans).toEqual([]);
  });

  it('is one where its work goes on after it has returned', async () => {
    let later: Promise<void> = Promise.resolve();
    tick(SITE, () => {
      later = sleep(5).then(() => {
        call('first');
        call('second');
      });
    })();
    await later;
    expect(spanNamed(spans, 'first').trace).toBe(spanNamed(spans, 'second').trace);
    expect(spanNamed(spans, 'first').parent?.name).toBe('interval 20 ms');
  });

  it('fails with its function, and passes on what it throws', () => {
    const error = new Error('no');
    const fn = tick(SITE, () => {
      call('first');
      throw error;
    });
    expect(fn).toThrow(error);
    expect(spanNamed(spans, 'interval 20 ms').statusMessage).toBe('no');
  });
});
