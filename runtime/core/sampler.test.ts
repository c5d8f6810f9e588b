import { beforeEach, describe, expect, it, vi } from 'vitest';
import { record } from '../../test-fixtures/record.ts';
import type { InitOptions } from '../config/types/options.ts';
import { Observe } from '../index.ts';
import { INTERNAL, type Span } from '../trace/span.ts';
import { endSpan } from './end-span.ts';
import { startRoot } from './tracer.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const upstream = (flags: number, tracestate = '') => ({
  traceId: TRACE,
  parentId: '00f067aa0ba902b7',
  flags,
  tracestate,
  entries: [],
});
const rooted = (options: InitOptions, remote?: ReturnType<typeof upstream>, traceId?: string): Span => {
  record(options);
  return startRoot('root', INTERNAL, remote, traceId);
};

beforeEach(() => {
  vi.unstubAllEnvs();
});

describe('head', () => {
  it.each([
    [0, 2, false],
    [1, 3, true],
  ])('with ratio %s', (sampleRate, flags, recording) => {
    const span = rooted({ sampleRate });
    expect(span.trace).toMatchObject({ flags, recording, tracestate: '' });
    expect(span.recording).toBe(recording);
  });

  it('an upstream decides, whatever the ratio', () => {
    expect(rooted({ sampleRate: 0 }, upstream(1)).recording).toBe(true);
    expect(rooted({ sampleRate: 1 }, upstream(0)).recording).toBe(false);
    expect(rooted({ sampleRate: 1 }, upstream(2)).trace.flags).toBe(2);
  });

  it('unless it is not respected', () => {
    expect(rooted({ sampleRate: 1, respectUpstream: false }, upstream(0)).trace).toMatchObject({
      recording: true,
      flags: 1,
    });
    expect(rooted({ sampleRate: 0, respectUpstream: false }, upstream(3)).trace).toMatchObject({
      recording: false,
      flags: 2,
    });
  });

  it('a ratio is kept within chance', () => {
    record({ sampleRate: 0.25 });
    const roots = Array.from({ length: 4_000 }, () => startRoot('root', INTERNAL));
    const sampled = roots.filter(({ recording }) => recording).length;
    expect(sampled).toBeGreaterThan(850);
    expect(sampled).toBeLessThan(1_150);
  });

  it.each([
    ['c0000000000000', true, 'ot=th:c'],
    ['bfffffffffffff', false, ''],
  ])('the last 56 bits against the threshold: %s', (end, recording, tracestate) => {
    const span = rooted({ sampleRate: 0.25 }, undefined, `123456789012345678${end}`);
    expect(span.trace).toMatchObject({ recording, tracestate });
  });

  it('rv speaks for the trace id, th is brought up to date, other entries stay', () => {
    const lucky = 'rojo=1,ot=p:8;rv:ffffffffffffff;th:8';
    expect(rooted({ sampleRate: 0.25, respectUpstream: false }, upstream(0, lucky)).trace).toMatchObject({
      flags: 1,
      tracestate: 'ot=p:8;rv:ffffffffffffff;th:c,rojo=1',
    });
    expect(
      rooted({ sampleRate: 0.25, respectUpstream: false }, upstream(1, 'ot=rv:00000000000000;th:8')).trace,
    ).toMatchObject({
      flags: 0,
      tracestate: 'ot=rv:00000000000000',
    });
    expect(
      rooted({ sampleRate: 0.25, respectUpstream: false }, upstream(1, 'ot=th:8,a=1')).trace.tracestate,
    ).toMatch(/^(?:ot=th:c,)?a=1$/);
    expect(rooted({ sampleRate: 0.25 }, upstream(1, lucky)).trace.tracestate).toBe(lucky);
  });

  it('a smaller ratio samples a subset of a larger one', () => {
    const ids = Array.from({ length: 500 }, () => Observe.generateTraceId());
    const chosen = (sampleRate: number) =>
      new Set(ids.filter((id) => rooted({ sampleRate }, undefined, id).recording));
    const larger = chosen(0.3);
    expect([...chosen(0.1)].every((id) => larger.has(id))).toBe(true);
  });
});

describe('environment', () => {
  it.each([
    ['always_on', '', 0, true],
    ['always_off', '', 1, false],
    ['traceidratio', '0', 1, false],
    ['parentbased_always_on', '', 1, true],
    ['parentbased_always_off', '', 1, true],
    ['parentbased_always_off', '', undefined, false],
    ['parentbased_traceidratio', '0', undefined, false],
    ['parentbased_traceidratio', 'nonsense', undefined, true],
    ['parentbased_traceidratio', '2', undefined, true],
    ['jaeger_remote', '', undefined, true],
  ])('%s(%s), upstream %s', (sampler, arg, flags, recording) => {
    vi.stubEnv('OTEL_TRACES_SAMPLER', sampler);
    vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', arg);
    expect(rooted({}, flags === undefined ? undefined : upstream(flags)).recording).toBe(recording);
  });
});

describe('keep', () => {
  const run = (options: InitOptions, remote?: ReturnType<typeof upstream>): string[] => {
    const spans = record({ sampleRate: 0, ...options });
    const root = startRoot('root', INTERNAL, remote);
    endSpan(startRoot('unrelated', INTERNAL));
    expect(root.trace.flags & 1).toBe(0);
    return finish(root, spans);
  };
  const finish = (root: Span, spans: Span[]): string[] => {
    endSpan(root.fail('Error', 'no').set('gen_ai.operation.name', 'chat'), root.start + 100);
    return spans.map(({ name }) => name);
  };

  it.each<[string, InitOptions, string[]]>([
    ['nothing', {}, []],
    ['errors', { keep: { errors: true } }, ['root']],
    ['slow', { keep: { slowerThan: 50 } }, ['root']],
    ['not slow enough', { keep: { slowerThan: 200 } }, []],
    ['LLM calls', { keep: { llm: true } }, ['root']],
    ['a function', { keep: (spans) => spans.at(-1)?.name === 'root' }, ['root']],
    [
      'a function that throws',
      {
        keep: () => {
          throw new Error('no');
        },
      },
      [],
    ],
  ])('%s', (_, options, kept) => {
    expect(run(options)).toEqual(kept);
  });

  it('an upstream that does not sample is respected', () => {
    expect(run({ keep: { errors: true } }, upstream(0))).toEqual([]);
    expect(run({ keep: { errors: true }, respectUpstream: false }, upstream(0))).toEqual(['root']);
  });

  it('nested spans count, and what ends later follows the decision', () => {
    const spans = record({ sampleRate: 0, keep: { errors: true } });
    Observe.withTrace('root', null, () => {
      try {
        Observe.withTrace('child', null, () => {
          throw new Error('no');
        });
      } catch {}
    });
    expect(spans.map(({ name }) => name)).toEqual(['child', 'root']);
  });
});
