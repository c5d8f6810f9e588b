/** The whole pipeline on loopback: four service processes, an LLM server and a collector. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startCollector, type TreeSpan, treeSpanOf } from '@onetrace/example-collector';
import { type LlmServer, startLlmServer } from '@onetrace/example-llm-server';
import type { Built, Service } from './build.ts';
import { type RunningService, startService } from './process.ts';

export interface Question {
  readonly question: string;
  readonly session: string;
  readonly user: string;
}

export interface Pipeline {
  /** One request through the gateway; resolves with its answer. */
  ask(question: Question): Promise<string>;
  /**
   * Waits for `count` spans, `timeout` milliseconds at most, and ends the services, which send what they
   * still have. Resolves with every span that came.
   */
  finish(count: number, timeout: number): Promise<TreeSpan[]>;
  stop(): Promise<void>;
}

export interface PipelineOptions {
  /** Given to each service's `node`. */
  readonly flags?: readonly string[];
  /** Starts what stands before the collector and hands on to it; resolves with where services send to. */
  readonly before?: (collector: string) => Promise<string>;
  /** Services that something else than `node` runs; an `archive` is only there where it is named. */
  readonly commands?: Partial<Record<Service | 'archive', readonly string[]>>;
  /** Variables of every service. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds: how long a model thinks, and how fast it speaks. */
const LATENCY = 30;
const PER_CHUNK = 4;

export async function startPipeline(built: Built, options: PipelineOptions = {}): Promise<Pipeline> {
  const { flags = [], before, commands = {}, env: shared = {} } = options;
  const collector = await startCollector();
  const receiver = await (before ?? (async (url: string) => url))(`http://127.0.0.1:${collector.port}`);
  const llmServer = await startLlmServer({
    latency: LATENCY,
    pace: { before: () => sleep(PER_CHUNK) },
  });
  const services: Promise<RunningService>[] = [];
  const nodeOf = (service: Service): readonly string[] => [
    process.execPath,
    '--enable-source-maps',
    ...flags,
    built.fileOf(service),
  ];
  const start = async (service: Service | 'archive', env: Record<string, string> = {}): Promise<string> => {
    const common = environmentOf(service, receiver, llmServer);
    const starting = startService({
      command: commands[service] ?? nodeOf(service as Service),
      env: { ...common, ...shared, ...env },
    });
    services.push(starting);
    return (await starting).url;
  };
  const stop = async (): Promise<void> => {
    await stopAll(services.splice(0));
    await Promise.all([collector.close(), llmServer.close()]);
  };
  try {
    const [RETRIEVAL_URL, LLM_URL] = await Promise.all([start('retrieval'), start('llm')]);
    const ARCHIVE_URL = commands.archive === undefined ? '' : await start('archive');
    const WORKER_URL = await start('worker', { LLM_URL, ARCHIVE_URL });
    const gateway = await start('gateway', { RETRIEVAL_URL, LLM_URL, WORKER_URL });
    return {
      ask: (question) => ask(gateway, question),
      async finish(count, timeout) {
        await collector.waitFor((spans) => spans.length >= count, timeout).catch(() => {});
        await stopAll(services.splice(0));
        return collector.spans.map(treeSpanOf);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(services: readonly Promise<RunningService>[]): Promise<void> {
  const started = await Promise.allSettled(services);
  await Promise.all(started.map((it) => it.status === 'fulfilled' && it.value.stop()));
}

/** What would stand in a deployment's configuration. */
const environmentOf = (service: string, receiver: string, llm: LlmServer): Record<string, string> => ({
  OTEL_SERVICE_NAME: service,
  OTEL_EXPORTER_OTLP_ENDPOINT: receiver,
  OPENAI_API_KEY: 'none',
  OPENAI_BASE_URL: `${llm.url}/v1`,
  ANTHROPIC_API_KEY: 'none',
  ANTHROPIC_BASE_URL: llm.url,
});

async function ask(gateway: string, question: Question): Promise<string> {
  const response = await fetch(`${gateway}/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
  return ((await response.json()) as { answer: string }).answer;
}
