import { afterAll, expect, it } from 'vitest';
import { attributesOf, record } from '../../../test-fixtures/record.ts';
import { Observe, shutdown } from '../../index.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import { binding } from './binding.ts';

afterAll(() => shutdown());

const service = (answer: (request: Request) => Response) => ({
  seen: [] as unknown[][],
  async fetch(...args: unknown[]): Promise<Response> {
    this.seen.push(args);
    return answer(new Request(args[0] as Request, args[1] as RequestInit));
  },
});

it('a request to a binding carries trace and identity, whatever host it names', async () => {
  const spans = record({});
  const api = service((request) => Response.json(Object.fromEntries(request.headers), { status: 404 }));
  const init = { method: 'POST', body: '{"a":1}', headers: { 'x-own': '1' } };
  const sent = await Observe.withTrace('root', null, async () => {
    Observe.setAttribute(Observe.TraceAttribute.SESSION_ID, 's-1');
    const response = await binding('w.ts:3:4#', api, 'fetch')('https://api.example.com/x', init);
    return (await response.json()) as Record<string, string>;
  });
  const [span, root] = spans as [Span, Span];
  expect([span.name, span.kind, span.parent === root]).toEqual(['POST', CLIENT, true]);
  expect(sent).toMatchObject({
    'x-own': '1',
    traceparent: expect.stringContaining(`00-${span.trace.traceId}-${span.spanId}-`) as string,
    baggage: expect.stringContaining('s-1') as string,
  });
  expect(attributesOf(span)).toMatchObject({ 'http.response.status_code': 404, 'code.line.number': 3 });
});

it('outside of a trace, and with what is no request, the call is the author’s own', async () => {
  record({});
  const api = service(() => new Response());
  await binding('w.ts:3:4#', api, 'fetch')('https://a.test/');
  expect(api.seen).toEqual([['https://a.test/']]);
  await Observe.withTrace('root', null, () =>
    expect(binding('w.ts:3:4#', api, 'fetch')('no url')).rejects.toThrow('URL'),
  );
});
