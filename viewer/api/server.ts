/** One port: spans come in, the page goes out. Every request passes the guard before anything of it is read. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, refusal } from '../http/answer.ts';
import { BodyError, readBody } from '../http/read-body.ts';
import { type IngestDoor, takeOther, takeTraces } from '../receiver/otlp-http.ts';
import type { ViewerContext } from './context.ts';
import { COOKIE, type Guard, type GuardedRequest, type Realm, SECURITY_HEADERS } from './guard.ts';
import type { LiveUpdates } from './live-updates.ts';
import { type Asked, READS, type Route, WRITES } from './routes.ts';

export interface ServerParts {
  readonly context: ViewerContext;
  readonly guard: Guard;
  readonly updates: LiveUpdates;
  readonly door: IngestDoor;
  readonly token: string;
  readonly answerMcp: (context: ViewerContext, body: Uint8Array) => Answer | Promise<Answer>;
}

const STARTING: Answer = { ...refusal(503, 'The viewer is starting.'), headers: { 'retry-after': '1' } };

const INGEST = /^\/v1\/(traces|logs|metrics)$/;

/** `parts`: undefined while the store is being opened. */
export function createViewerServer(parts: () => ServerParts | undefined): Server {
  // Requests that dawdle are ended; node's own limits of headers hold.
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    const ready = parts();
    if (ready === undefined) return send(response, STARTING);
    handle(request, response, ready).catch((error: unknown) => {
      send(response, refusal(error instanceof BodyError ? error.status : 500, (error as Error).message));
    });
  });
  server.keepAliveTimeout = 65_000;
  return server;
}

async function handle(request: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
  const { guard } = parts;
  const url = new URL(request.url ?? '/', 'http://viewer.invalid');
  const { method = 'GET', headers } = request;
  const realm = realmOf(url.pathname);
  const asked: GuardedRequest = {
    method,
    path: url.pathname,
    headers,
    token: url.searchParams.get('token') ?? '',
  };
  const refused = guard.refuse(realm, asked);
  if (refused !== undefined) {
    response.shouldKeepAlive = false;
    return send(response, refused);
  }
  if (realm === 'ingest')
    return send(response, await ingest(request, url.pathname, parts), guard.corsHeaders(headers));
  if (realm === 'page') return sendPage(request, response, url, parts);
  if (url.pathname === '/api/events') return listen(request, response, parts);
  send(response, await answerApi(request, url, parts));
}

const realmOf = (path: string): Realm =>
  INGEST.test(path) ? 'ingest' : path.startsWith('/api/') || path === '/mcp' ? 'api' : 'page';

async function ingest(request: IncomingMessage, path: string, { door }: ServerParts): Promise<Answer> {
  if (request.method === 'OPTIONS') return { status: 204, headers: {}, body: '' };
  if (request.method !== 'POST') return refusal(405, 'Spans are sent with POST.');
  if (path !== '/v1/traces') return takeOther(request);
  return takeTraces(request, door);
}

async function answerApi(
  request: IncomingMessage,
  url: URL,
  { context, answerMcp }: ServerParts,
): Promise<Answer> {
  const name = url.pathname.replace(/^\/api\//, '');
  const asked: Asked = {
    params: paramsOf(url.searchParams),
    body: () => readBody(request, 512 * 1024 * 1024),
  };
  if (url.pathname === '/mcp')
    return request.method === 'POST'
      ? answerMcp(context, await asked.body())
      : refusal(405, 'POST JSON-RPC here.');
  const table = request.method === 'POST' ? WRITES : request.method === 'GET' ? READS : {};
  const route: Route | undefined = Object.hasOwn(table, name) ? table[name] : undefined;
  if (route === undefined) return refusal(404, `There is no ${request.method} ${url.pathname}.`);
  try {
    return await route(context, asked);
  } catch (error) {
    if (error instanceof BodyError) throw error;
    return refusal(400, (error as Error).message);
  }
}

const paramsOf = (search: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(search.keys())].map((key) => {
      const values = search.getAll(key);
      return [key, values.length === 1 ? (values[0] as string) : values];
    }),
  );

function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { context, token }: ServerParts,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(response, refusal(405, 'This is a page.'));
  // The token comes once in the address; from then on it is a cookie that scripts cannot read.
  if (token !== '' && url.searchParams.get('token') === token) {
    const cookie = `${COOKIE}=${token}; HttpOnly; SameSite=Strict; Path=/`;
    return send(response, {
      status: 303,
      headers: { location: url.pathname, 'set-cookie': cookie },
      body: '',
    });
  }
  const answer = context.files.answer(url.pathname, String(request.headers['accept-encoding'] ?? ''));
  send(response, answer ?? refusal(404, 'There is no such file.'));
}

function listen(request: IncomingMessage, response: ServerResponse, { updates }: ServerParts): void {
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
  });
  updates.listen(response, String(request.headers['last-event-id'] ?? ''));
}

function send(
  response: ServerResponse,
  { status, headers, body }: Answer,
  more: Record<string, string> = {},
): void {
  if (response.headersSent) return;
  // What is left of a body that nobody read must not be taken for the next request.
  if (!response.req.complete) response.shouldKeepAlive = false;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    ...headers,
    ...more,
    'content-length': String(Buffer.byteLength(body)),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
