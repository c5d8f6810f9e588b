/** What file routers call for a request: parts of one span, whichever of them comes first. */
import { describe, expect, it } from 'vitest';
import { attributesOf, record, spanNamed } from '../../../test-fixtures/record.ts';
import { activeSpan } from '../../core/active-span.ts';
import { state } from '../../core/state.ts';
import { enterHandler, handler } from '../../inject.ts';
import { INTERNAL, SERVER } from '../../trace/span.ts';
import { serve } from '../instrument.testkit.ts';

const site = (entry: string, route = ''): string =>
  `src/page.ts:1:1#${entry}?entry=${entry}${route && `&http.route=${route}`}`;
const requestTo = (path: string, init?: RequestInit): Request => new Request(`http://app${path}`, init);

describe('a part of a request that is being answered', () => {
  it('names its route, and is no span of its own', async () => {
    const spans = record({});
    const component = handler(site('component', '/item/[id]'), async (_props: object) => activeSpan());
    const GET = handler('src/r.ts:1:1#GET?http.request.method=GET', async (_request: Request) => {
      await component({});
      return new Response('');
    });
    await GET(requestTo('/item/7'));
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([['GET /item/[id]', SERVER]]);
  });

  it('may take no arguments', async () => {
    const spans = record({});
    const GET = handler('src/r.ts:1:1#GET?http.request.method=GET', async (_request: Request) => {
      enterHandler(site('loader', '/late'), 0).exit();
      return new Response('');
    });
    await GET(requestTo('/late'));
    expect(spans.map(({ name }) => name)).toEqual(['GET /late']);
    expect(state.internalErrors).toBe(0);
  });

  it('is nothing outside of one', async () => {
    const spans = record({});
    const component = handler(site('component', '/item/[id]'), async (_props: object) => activeSpan());
    expect(await component({})).toBeUndefined();
    expect(spans).toHaveLength(0);
  });

  it('joins it with a request of another path, which an adapter has made', async () => {
    const spans = record({});
    const loader = handler(site('loader'), async (_args: object) => 1);
    const fetch = handler('src/s.ts:1:1#fetch', async (_request: Request) => {
      const made = requestTo('/item/7');
      await Promise.all([1, 2].map(() => loader({ request: made, params: {}, pattern: 'item/:id' })));
      return new Response('');
    });
    await fetch(requestTo('/item/7.data'));
    expect(spans.map(({ name }) => name)).toEqual(['GET /item/:id']);
  });

  it('of a request that the framework makes of itself is a span inside', async () => {
    const spans = record({});
    const handle = handler(
      site('middleware'),
      async ({ inner }: { inner?: () => unknown; request: Request }) => {
        await inner?.();
        return new Response('', { status: 201 });
      },
    );
    const carrier = { headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' } };
    await handle({
      request: requestTo('/', carrier),
      route: { id: '/(app)' },
      inner: () =>
        handle({ request: requestTo('/api', carrier), isSubRequest: true, route: { id: '/api' } } as never),
    } as never);
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
      ['GET /api', INTERNAL],
      ['GET /', SERVER],
    ]);
    expect(attributesOf(spanNamed(spans, 'GET /api'))).toMatchObject({ 'http.response.status_code': 201 });
  });
});

describe('routes that frameworks tell', () => {
  it.each([
    [{ route: { id: '/(app)/item/[id]' } }, '/item/[id]'],
    [{ route: { id: '/(app)/(inner)' } }, '/'],
    [{ route: { id: null } }, undefined],
    [{ routePattern: '/item/[id]' }, '/item/[id]'],
    [{ pattern: 'item/:id' }, '/item/:id'],
    [{ pattern: '' }, '/'],
  ])('%j is %s', async (event, route) => {
    const spans = record({});
    const load = handler(site('loader'), async (_event: object) => 1);
    await load({ request: requestTo('/item/7'), ...event });
    expect(attributesOf(spans[0] as never)['http.route']).toBe(route);
  });

  it("is Next's own, for what no site is in", async () => {
    const spans = record({});
    const listener = handler('src/s.ts:1:1#', (request: object, response: { end(): void }) => {
      const meta = { match: { definition: { pathname: '/item/[id]' } } };
      Object.assign(request, { [Symbol.for('NextInternalRequestMeta')]: meta });
      response.end();
    });
    const server = await serve(listener as never);
    await fetch(`${server}/item/7`);
    await expect.poll(() => spans.map(({ name }) => name)).toContain('GET /item/[id]');
  });

  it.each(['/{*splat}', '/**', '*', '/*', '/*path'])('%s is none', async (pattern) => {
    const spans = record({});
    await handler(
      `src/s.ts:1:1#x?http.request.method=GET&http.route=${pattern}`,
      async (_: Request) => 1,
    )(requestTo('/x'));
    expect(attributesOf(spans[0] as never)['http.route']).toBeUndefined();
  });
});
