/** What the tests of wraps share: real servers on loopback, and programs in processes of their own. */
import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Span } from '../trace/span.ts';

export const SITE = 'src/app.ts:1:1#main';
export const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
export const PARENT = '00f067aa0ba902b7';
export const CARRIER = {
  traceparent: `00-${TRACE}-${PARENT}-01`,
  tracestate: 'vendor=1',
  baggage: 'session.id=s-1,user.id=u%201',
};

/** Starts listening on loopback until the test is over. */
export async function listening(server: Server, host = '127.0.0.1'): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

export const serve = (listener: RequestListener, host?: string): Promise<string> =>
  listening(createServer(listener), host);

/** A server that keeps what it is asked, and answers `ok` or what `listener` does. */
export async function spy(
  listener: RequestListener = (_request, response) => response.end('ok'),
  host?: string,
): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const url = await serve((request, response) => {
    requests.push(request);
    return listener(request, response);
  }, host);
  return { url, requests };
}

/** The one that must be there. */
export function at<T>(list: readonly T[], index = 0): T {
  if (index >= list.length) throw new Error(`there are only ${list.length}`);
  return list[index] as T;
}

/** Every value of a header as it stood on the wire. */
export const wireValues = ({ rawHeaders }: IncomingMessage, name: string): string[] =>
  rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);

/** Resolves once `spans` has at least `count` of them. */
export async function until(spans: readonly Span[], count: number): Promise<readonly Span[]> {
  for (let turn = 0; turn < 400 && spans.length < count; turn++) await new Promise((go) => setTimeout(go, 5));
  if (spans.length < count)
    throw new Error(`only ${spans.length} of ${count} spans: ${spans.map((s) => s.name)}`);
  return spans;
}

/** Runs `code`, a module in the package's folder, in a process of its own; resolves with what it printed. */
export function runProgram(code: string): Promise<string> {
  const flags = ['--conditions=onetrace-source', '--input-type=module-typescript', '--eval', code];
  const child = spawn(process.execPath, flags, { cwd: fileURLToPath(new URL('..', import.meta.url)) });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
  });
  return new Promise((resolve) => child.on('close', () => resolve(printed.trim() || complaints)));
}
