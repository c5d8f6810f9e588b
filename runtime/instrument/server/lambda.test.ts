import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { beforeEach, expect, it, vi } from 'vitest';
import { attributesOf, record } from '../../../test-fixtures/record.ts';
import { state } from '../../core/state.ts';
import { handler, lambda } from '../../inject.ts';
import type { Span } from '../../trace/span.ts';

let spans: Span[];
beforeEach(() => {
  vi.unstubAllEnvs();
  spans = record({});
});

const context = {
  awsRequestId: 'b9e6d8f1',
  functionName: 'fn',
  getRemainingTimeInMillis: () => 3_000,
};
const EVENT = { httpMethod: 'GET', path: '/users/7', headers: { Host: 'a.example' }, resource: '/{proxy+}' };

it('a framework for Node behind an adapter serves the same request', async () => {
  const route = handler('a.ts:1:1#?http.request.method=GET&http.route=/users/:id', ((_request, response) =>
    response.end('7')) as (request: IncomingMessage, response: ServerResponse) => unknown);
  const serve = lambda('a.ts:2:1#handler', async (event: typeof EVENT, _context: object) => {
    const request = Object.assign(new IncomingMessage(new Socket()), {
      method: event.httpMethod,
      url: event.path,
    });
    const response = new ServerResponse(request);
    route(request, response);
    return { statusCode: response.statusCode };
  });
  expect(await serve(EVENT, context)).toEqual({ statusCode: 200 });
  expect(spans.map(({ name }) => name)).toEqual(['GET /users/:id']);
  expect(attributesOf(spans[0] as Span)).toMatchObject({
    'faas.invocation.id': 'b9e6d8f1',
    'http.route': '/users/:id',
    'http.response.status_code': 200,
  });
});

it('a receiver that is down delays one result by a second, the next by less', async () => {
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'fn');
  const asked: unknown[] = [];
  let isDown = true;
  Object.assign(state.pipeline as object, {
    async flush(timeout: number) {
      asked.push(timeout);
      if (isDown) throw new Error('late');
    },
  });
  const serve = lambda('a.ts:1:1#handler', async (_event: object, _context: object) => 'done');
  await serve({}, context);
  await serve({}, context);
  isDown = false;
  await serve({}, context);
  expect(await serve({}, context)).toBe('done');
  expect(asked).toEqual([1_000, 100, 100, 1_000]);
});
