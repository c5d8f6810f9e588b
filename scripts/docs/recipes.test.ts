/** What a recipe says is sent, as it says it, to a receiver on loopback. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Collector, startCollector } from '../../examples/collector/collector.ts';
import { destinationsOf } from '../../runtime/config/otlp-env.ts';
import { createPipeline } from '../../runtime/core/pipeline/pipeline.ts';
import { endedSpan } from '../../runtime/export/export.testkit.ts';
import '../../runtime/protobuf.ts';
import { snippetsOf } from './documents.ts';

let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());

interface Sent {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly protobuf?: true;
}

const SENT: readonly (readonly [page: string, sent: readonly Sent[]])[] = [
  ['jaeger', [{ url: 'http://localhost:4318/v1/traces' }]],
  [
    'tempo',
    [
      { url: 'http://tempo:4318/v1/traces' },
      {
        url: 'https://otlp-gateway-prod-eu-west-2.grafana.net/otlp/v1/traces',
        headers: { authorization: 'Basic aW5zdGFuY2U6dG9rZW4=' },
      },
    ],
  ],
  ['phoenix', [{ url: 'http://localhost:6006/v1/traces', protobuf: true }]],
  [
    'langfuse',
    [
      {
        url: 'https://cloud.langfuse.com/api/public/otel/v1/traces',
        headers: { authorization: 'Basic cGstbGY6c2stbGY=', 'x-langfuse-ingestion-version': '4' },
      },
    ],
  ],
  [
    'datadog',
    [
      { url: 'http://localhost:4318/v1/traces' },
      {
        url: 'https://intake.example.com/v1/traces',
        headers: { 'dd-api-key': 'key', 'dd-otlp-source': 'llmobs' },
        protobuf: true,
      },
    ],
  ],
  ['honeycomb', [{ url: 'https://api.honeycomb.io/v1/traces', headers: { 'x-honeycomb-team': 'key' } }]],
  [
    'browserstack',
    [
      {
        url: 'https://collector.example.com/v1/traces',
        headers: { authorization: `Basic ${btoa('public:secret')}` },
      },
    ],
  ],
];

test.for(SENT)('%s', async ([page, wanted]) => {
  const environments = snippetsOf(`docs/recipes/${page}.md`)
    .filter(({ language }) => language === 'sh')
    .map(({ code }) => variablesIn(code))
    .filter((it) => Object.keys(it).some((name) => name.endsWith('ENDPOINT')));
  expect(environments).toHaveLength(wanted.length);
  for (const [index, { url, headers = {}, protobuf }] of wanted.entries()) {
    const variables = environments[index] ?? {};
    const warnings: string[] = [];
    const [destination] = destinationsOf(
      {},
      (name) => variables[name],
      true,
      (text) => warnings.push(text),
    );
    expect(destination?.url).toBe(url);
    const local = new URL(new URL(url).pathname, collector.url).href;
    const pipeline = createPipeline({
      destinations: [{ ...destination, url: local }],
      resource: { 'service.name': 'recipe' },
      delay: 1,
    });
    const before = collector.requests.length;
    pipeline.add([endedSpan('recipe')]);
    await pipeline.shutdown();
    const request = collector.requests[before];
    expect(request?.path).toBe(new URL(url).pathname);
    expect(request?.headers).toMatchObject(headers);
    expect(request?.headers['content-type']).toContain(protobuf ? 'protobuf' : 'json');
    expect(warnings).toEqual([]);
  }
});

function variablesIn(code: string): Record<string, string> {
  const lines = code.split('\n').map((line) => /^([A-Z][A-Z0-9_]*)=("?)(.*)\2$/.exec(line));
  return Object.fromEntries(lines.flatMap((it) => (it ? [[it[1] as string, it[3] as string]] : [])));
}
