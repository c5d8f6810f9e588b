/** The same pipeline with hops in other languages: what starts them, and what a request then leaves behind. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PipelineOptions } from './pipeline.ts';
import { SPANS_PER_REQUEST, type Wanted } from './traces.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const PYTHON = here('dist/python');
const JAVA = here('../java');

export interface Polyglot {
  readonly options: PipelineOptions;
  readonly wanted: Wanted;
}

/** Retrieval and worker in Python, in an environment of their own; with `java`, an archive behind the worker. */
export async function prepareHops(java: boolean): Promise<Polyglot> {
  await preparePython();
  if (java) await run('mvn', ['-q', '-B', 'process-classes'], { cwd: JAVA });
  const python = (service: string): string[] => [
    `${PYTHON}/bin/python`,
    '-m',
    'onetrace_ai',
    here(`services/${service}.py`),
  ];
  return {
    options: {
      commands: {
        retrieval: python('retrieval'),
        worker: python('worker'),
        ...(java && { archive: javaCommand() }),
      },
      env: java ? JAVA_ENV : {},
    },
    wanted: {
      services: ['gateway', 'retrieval', 'llm', 'worker', ...(java ? ['archive'] : [])],
      spans: SPANS_PER_REQUEST + (java ? 2 : 0),
    },
  };
}

async function preparePython(): Promise<void> {
  const python = `${PYTHON}/bin/python`;
  if (!existsSync(python)) await run('python3', ['-m', 'venv', PYTHON]);
  const packages = ['flask==3.1.3', 'httpx==0.28.1', here('../../python')];
  await run(python, ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...packages]);
}

const javaCommand = (): string[] => [
  'java',
  `-javaagent:${JAVA}/target/agent.jar`,
  '-cp',
  `${JAVA}/target/classes`,
  'Archive',
];

/** Session and user come in our baggage; this puts them on the agent's spans. */
const JAVA_ENV = {
  OTEL_JAVA_EXPERIMENTAL_SPAN_ATTRIBUTES_COPY_FROM_BAGGAGE_INCLUDE: 'session.id,user.id',
  OTEL_BSP_SCHEDULE_DELAY: '200',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_JAVAAGENT_LOGGING: 'none',
};
