/**
 * A receiver in a process of its own that answers whatever comes with 200, so that exporters do their work;
 * `/count` tells the bytes that came since it was last asked.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(import.meta.url);

export interface Service {
  readonly url: string;
  stop(): void;
}

export const startSink = (): Promise<Service> => startService(FILE);

interface Launch {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a program whose first line of output is its URL. */
export async function startService(file: string, { flags = [], env = {} }: Launch = {}): Promise<Service> {
  const args = ['--conditions=onetrace-source', '--no-warnings', ...flags, file];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await firstLine(child);
  return { url, stop: () => void child.kill('SIGKILL') };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.on('exit', (code) => reject(new Error(`it ended with ${code}: ${text}`)));
  });
}

/** Where each contestant's exporter finds the sink. */
export const exportTo = (url: string): Record<string, string> => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: url,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_SERVICE_NAME: 'bench',
  DD_TRACE_AGENT_URL: url,
  DD_TRACE_STARTUP_LOGS: 'false',
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
  DD_REMOTE_CONFIGURATION_ENABLED: 'false',
  SENTRY_DSN: url.replace('//', '//key@').concat('/1'),
  BRAINTRUST_API_KEY: 'key',
  BRAINTRUST_API_URL: url,
  BRAINTRUST_APP_URL: url,
});

if (import.meta.main) {
  let bytes = 0;
  const server = createServer((request, response) => {
    const asked = request.url === '/count';
    request.on('data', (chunk) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(asked ? `{"bytes":${bytes}}` : '{}');
      if (asked) bytes = 0;
    });
  });
  server.listen(0, '127.0.0.1', () =>
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
  );
}
