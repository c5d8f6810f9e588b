/** What this room's tests share: spans without a tracer, and a collector that goes wrong on demand. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExportConfig } from '../config/types/export-options.ts';
import type { Pipeline } from '../core/contracts.ts';
import { createPipeline } from '../core/pipeline/pipeline.ts';
import { now, wallOrigin } from '../platform/clock.ts';
import { newSpanId, newTraceId } from '../platform/ids.ts';
import type { AttributeValue } from '../trace/attribute.ts';
import { newBaggage } from '../trace/baggage.ts';
import { INTERNAL, Span, type SpanKind } from '../trace/span.ts';

export interface SpanOptions {
  readonly kind?: SpanKind;
  readonly parent?: Span;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** An ended span; a root of a trace of its own without `parent`. */
export function endedSpan(
  name: string,
  { kind = INTERNAL, parent, attributes = {} }: SpanOptions = {},
): Span {
  const trace = parent?.trace ?? {
    traceId: newTraceId(),
    remoteParentId: '',
    flags: 3,
    tracestate: '',
    recording: true,
    explicit: false,
    departed: false,
    buffered: undefined,
    bufferedBytes: 0,
    wallOrigin: wallOrigin(),
  };
  const baggage = parent?.baggage ?? newBaggage();
  const span = new Span(name, kind, trace, baggage, parent, newSpanId());
  span.setAll(attributes);
  span.end = now() + 1;
  return span;
}

export const endedSpans = (count: number, options?: SpanOptions): Span[] =>
  Array.from({ length: count }, (_, index) => endedSpan(`span ${index}`, options));

export const pipelineTo = (url: string, config: Partial<ExportConfig> = {}): Pipeline =>
  createPipeline({
    destinations: [{ url }],
    resource: { 'service.name': 'test' },
    delay: 20,
    retryDelay: 20,
    ...config,
  });

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** What every program of `startProgram` has at hand. */
const PRELUDE = `
import { createPipeline } from './core/pipeline/pipeline.ts';
import { endedSpan, endedSpans, pipelineTo } from './export/export.testkit.ts';
`;

const FLAGS = ['--conditions=onetrace-source', '--input-type=module-typescript', '-e'];

/** Runs TypeScript as a Node process of its own, in this package. */
export function startProgram(source: string, env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [...FLAGS, PRELUDE + source], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...process.env, ...env },
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (output.stdout += text));
  child.stderr.on('data', (text) => (output.stderr += text));
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  return { child, ended };
}
