import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { folderOf } from '../../door.testkit.ts';
import { onetrace } from '../command.testkit.ts';
import { checkEndpoint } from './endpoint.ts';
import { checkEnvironment, receiverOf } from './environment.ts';

const manifest = (more: object = {}): string =>
  JSON.stringify({
    name: 'app',
    type: 'module',
    scripts: { start: 'node --import @onetrace/plugins/node app.js' },
    dependencies: { '@onetrace/plugins': '^0.1.0', onetrace: '^0.1.0' },
    ...more,
  });

const APP = "import './instrumentation.js';\nawait fetch('https://example.com');\n";

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (listener: RequestListener): Promise<string> => listening(createServer(listener));

test('is content with a project that is set up and a receiver that takes spans', async () => {
  const bodies: string[] = [];
  const url = await answering(async (request, response) => {
    bodies.push(`${request.method} ${request.url} ${(await request.toArray()).join('')}`);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  const { stdout, status } = await onetrace(
    folderOf({ 'package.json': manifest(), 'app.js': APP }),
    'doctor',
    '--endpoint',
    url,
  );
  expect(bodies).toEqual(['POST /v1/traces {"resourceSpans":[]}']);
  expect(stdout).not.toMatch(/^[✗•]/m);
  expect(stdout).toContain(`✓ ${url}/v1/traces takes spans (200)`);
  expect(status).toBe(0);
});

test.for<[string, Record<string, string>, string]>([
  [
    'there is no plugin',
    {
      'package.json': JSON.stringify({ name: 'app', type: 'module', scripts: { start: 'node app.js' } }),
      'app.js': APP,
    },
    'Node.js: onetrace is not set up in package.json. Run: npx onetrace init',
  ],
  [
    'nothing is installed',
    { 'package.json': manifest(), 'app.js': APP, 'node_modules/x/package.json': '{}' },
    'onetrace and @onetrace/plugins cannot be found from',
  ],
  [
    'the build was made before',
    {
      'package.json': manifest({ scripts: { build: 'tspc', start: 'node dist/app.js' } }),
      'tsup.config.ts':
        "import { onetrace } from '@onetrace/plugins/esbuild';\nexport default { esbuildPlugins: [onetrace()] };\n",
      'src/app.ts': APP,
      'dist/app.js': "await fetch('https://example.com');\n",
    },
    'dist/ holds no rewritten site, though the sources have 1. It was built before',
  ],
  [
    'TypeScript 7 is under ts-patch',
    {
      'package.json': manifest({
        scripts: { build: 'tsc', start: 'node dist/app.js' },
        devDependencies: { typescript: '7.0.1' },
      }),
      'tsconfig.json':
        '{ "compilerOptions": { "plugins": [{ "transform": "@onetrace/plugins/ts-patch" }] } }',
      'node_modules/typescript/package.json': '{ "name": "typescript", "version": "7.0.1" }',
    },
    'TypeScript 7.0.1 takes no transformers, so the plugin in tsconfig.json does nothing',
  ],
  [
    'ts-patch is not for this TypeScript',
    {
      'package.json': manifest({ devDependencies: { typescript: '5.9.2', 'ts-patch': '4.0.1' } }),
      'tsconfig.json':
        '{ "compilerOptions": { "plugins": [{ "transform": "@onetrace/plugins/ts-patch" }] } }',
      'node_modules/typescript/package.json': '{ "name": "typescript", "version": "5.9.2" }',
      'node_modules/ts-patch/package.json': '{ "name": "ts-patch", "version": "4.0.1" }',
    },
    'ts-patch 4.0.1 is not for TypeScript 5.9.2. Install ts-patch@3',
  ],
  [
    'nest build runs an unpatched compiler',
    {
      'package.json': manifest({
        scripts: { build: 'nest build', prepare: 'ts-patch install' },
        dependencies: { '@nestjs/core': '^12', onetrace: '^0.1.0' },
        devDependencies: { '@onetrace/plugins': '^0.1.0', typescript: '^6.0.0', 'ts-patch': '^4.0.0' },
      }),
      'tsconfig.json':
        '{ "compilerOptions": { "plugins": [{ "transform": "@onetrace/plugins/ts-patch", "transformProgram": true }] } }',
    },
    'nest build uses the TypeScript in node_modules, which is not patched',
  ],
  [
    'there are two copies of the runtime',
    {
      'package.json': manifest(),
      'app.js': APP,
      'node_modules/onetrace/package.json': '{ "name": "onetrace", "version": "0.0.9" }',
      'node_modules/@onetrace/plugins/package.json': '{ "name": "@onetrace/plugins", "version": "0.1.0" }',
      'node_modules/@onetrace/plugins/node_modules/onetrace/package.json':
        '{ "name": "onetrace", "version": "0.1.0" }',
    },
    'there are two copies of onetrace, 0.0.9 in',
  ],
])('says that %s', async ([, files, text]) => {
  const { stdout, status } = await onetrace(folderOf(files), 'doctor');
  expect(stdout).toContain(`✗ ${text}`);
  expect(status).toBe(1);
});

test.for<[string, Record<string, string>, string]>([
  ['switched off', { OTEL_SDK_DISABLED: 'true' }, 'OTEL_SDK_DISABLED is true'],
  ['without an exporter', { OTEL_TRACES_EXPORTER: 'none' }, 'OTEL_TRACES_EXPORTER is none'],
  ['sampled away', { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }, 'keeps no trace'],
  ['gRPC', { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL is grpc'],
  ['one key', { AISDK_PUBLIC_KEY: 'p' }, 'AISDK_PUBLIC_KEY is set and AISDK_SECRET_KEY is not'],
  [
    'a whole address without a path',
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a:4318' },
    'Write http://a:4318/v1/traces',
  ],
  [
    'two addresses',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://b/v1/traces' },
    '(http://b/v1/traces) wins over',
  ],
  ['nothing', {}, 'no variable names a receiver here'],
])('says what is wrong with the variables: %s', ([, env, text]) => {
  const complaints = checkEnvironment(env).filter(({ level }) => level !== 'ok');
  expect(complaints.map((it) => it.text).join('\n')).toContain(text);
});

test('finds the receiver as the runtime does', () => {
  const url = (env: Record<string, string>) => receiverOf(env)?.url;
  expect(url({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:1/' })).toBe('http://a:1/v1/traces');
  expect(url({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a:1/v1/traces' })).toBe('http://a:1/v1/traces');
  expect(url({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://a:1/x' })).toBe('http://a:1/x');
  expect(url({})).toBeUndefined();
  expect(
    receiverOf({ AISDK_PUBLIC_KEY: 'p', AISDK_SECRET_KEY: 's', OTEL_EXPORTER_OTLP_HEADERS: 'X-A=b%20c' }),
  ).toEqual({
    url: 'http://localhost:4318/v1/traces',
    headers: { authorization: 'Basic cDpz', 'x-a': 'b c' },
  });
});

test.for<[number, string, string, string]>([
  [404, 'text/plain', 'not found', 'there is nothing at this path'],
  [401, 'application/json', '{}', 'it wants a key'],
  [403, 'application/json', '{}', 'the key is not allowed to write'],
  [200, 'text/html', '<!doctype html><title>Jaeger</title>', 'the address of a user interface'],
  [302, 'text/html', '<a href="/login">', 'a web page'],
  [415, 'text/plain', '', 'OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf'],
  [405, 'text/plain', '', 'takes no POST'],
  [500, 'text/plain', 'out of disk', '500: out of disk'],
])('says what an endpoint seems to be that answers %i %s', async ([status, type, body, text]) => {
  const url = await answering((_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  const { level, text: said } = await checkEndpoint({ url: `${url}/v1/traces`, headers: {} });
  expect(level).toBe('problem');
  expect(said).toContain(text);
});

test('says that nothing listens, that it hangs up, and that it is no address', async () => {
  const server = createTcpServer((socket) => void socket.destroy());
  const url = await listening(server);
  expect((await checkEndpoint({ url, headers: {} })).text).toContain('Check the address');
  await new Promise((resolve) => server.close(resolve));
  await vi.waitFor(async () =>
    expect((await checkEndpoint({ url, headers: {} })).text).toContain('nothing listens there'),
  );
  expect((await checkEndpoint({ url: 'localhost:4318', headers: {} })).text).toContain(
    'is not an address of HTTP',
  );
});
