/** Builds and starts the pipeline, sends requests through it, and prints one of the traces. */
import { parseArgs } from 'node:util';
import type { TreeSpan } from '@onetrace/example-collector';
import { renderTrace } from 'onetrace/testing';
import { buildServices } from './build.ts';
import { demoView, prepareView } from './demo-view.ts';
import { type Question, startPipeline } from './pipeline.ts';
import { type Polyglot, prepareHops } from './polyglot.ts';
import { progress } from './progress.ts';
import { questions } from './questions.ts';
import { startRedis } from './redis.ts';
import { faultsOf, SPANS_PER_REQUEST, tracesOf, WITH_BROKER } from './traces.ts';

const HELP = `Usage: npm run demo -- [options]

Builds four services with onetrace's esbuild plugin, starts them, sends requests through
all of them and prints one request's trace.

  --requests N   how many, all at once (default 3)
  --queue redis  the worker takes its jobs from a redis-server, without a line for the trace
  --python       retrieval and worker in Python (Flask, httpx), in an environment made for them
  --java         also a Java service behind the worker, under OpenTelemetry's agent (Maven)
  --json         what came out as JSON instead of a tree
  --view         see it all in a browser: the viewer runs until you press Ctrl-C
  --help

Exit code 0 only if every request made exactly one connected trace across all services.`;

const FURTHER = `Look further
  npm run demo -- --requests 200           more of them, all at once
  npm run demo -- --python --java          two of the services in Python, and one in Java
  npm run demo -- --view                   the traces, sessions, models and the map as a page
  npm run demo -- --json                   every span with its attributes
  npm run demo -- --queue redis            jobs in a real queue, joined without a line
  examples/pipeline/services/              what the services' authors wrote: no tracing but session, user and queue
  examples/pipeline/dist/demo/gateway.js   what the plugin made of it`;

/** Milliseconds until spans that have not come are missing. */
const PATIENCE = 20_000;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '3' },
    queue: { type: 'string' },
    json: { type: 'boolean', default: false },
    view: { type: 'boolean', default: false },
    python: { type: 'boolean', default: false },
    java: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const count = Number(values.requests);

if (values.help) console.log(HELP);
else if (values.queue !== undefined && (values.queue !== 'redis' || values.python || values.java)) {
  console.error(`--queue can be "redis", without --python and --java, not "${values.queue}"`);
  process.exitCode = 2;
} else if (Number.isInteger(count) && count > 0) process.exitCode = await run(count).catch(giveUp);
else {
  console.error(`--requests needs a whole number above 0, not "${values.requests}"`);
  process.exitCode = 2;
}

/** The exit code. */
async function run(count: number): Promise<number> {
  const step = progress(process.stderr);
  const asked = questions(count);
  if (values.view) prepareView();
  const redis =
    values.queue === undefined ? undefined : await step('redis', startRedis(), () => 'on loopback');
  const broker = redis && { wanted: WITH_BROKER, options: { env: { REDIS_PORT: String(redis.port) } } };
  const built = await step(
    'build',
    buildServices('demo', redis && 'redis-worker'),
    ({ sites }) => `4 services, ${sites} places rewritten`,
  );
  const seen = values.view ? demoView() : undefined;
  const hops = values.python || values.java ? await step('hops', prepareHops(values.java), told) : broker;
  const env = { ...seen?.options.env, ...hops?.options.env };
  const starting = startPipeline(built, { flags: process.execArgv, ...seen?.options, ...hops?.options, env });
  const pipeline = await step('start', starting, () => 'each service in a process of its own');
  try {
    const answers = Promise.all(asked.map(pipeline.ask));
    await step('ask', answers, () => `${count} requests through the gateway`);
    const coming = pipeline.finish(count * (hops?.wanted.spans ?? SPANS_PER_REQUEST), PATIENCE);
    const spans = await step('collect', coming, ({ length }) => `${length} spans`);
    const faults = faultsOf(spans, asked, hops?.wanted);
    if (values.json) console.log(JSON.stringify({ requests: count, faults, spans }, undefined, 2));
    else print(spans, asked, faults, hops?.wanted.services.length ?? 4);
    await seen?.show(spans[0]?.traceId);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await pipeline.stop();
    await redis?.stop();
  }
}

function told({ wanted }: Polyglot): string {
  return wanted.services.join(', ');
}

function giveUp(error: unknown): number {
  console.error(error);
  return 1;
}

function print(
  spans: readonly TreeSpan[],
  asked: readonly Question[],
  faults: readonly string[],
  services: number,
): void {
  const [trace = []] = tracesOf(spans);
  const { columns, isTTY } = process.stdout;
  console.log(`\n${renderTrace(trace, { width: columns, colour: isTTY && process.stdout.hasColors() })}\n`);
  if (faults.length > 0) return console.error(faults.map((fault) => `✗ ${fault}`).join('\n'));
  console.log(
    `${asked.length} requests, ${asked.length} connected traces, each through all ${services} services.\n`,
  );
  console.log(FURTHER);
}
