/** What the page would ask of a trace, answered beforehand; within bounds, since a browser reads it whole. */
import type { Skeleton } from '../store/queries/trace.ts';
import type { ViewerContext } from './context.ts';
import { mapWithCode } from './map-with-code.ts';

export interface Snapshot {
  readonly trace: string;
  /** Answers by `name?params`. */
  readonly answers: Readonly<Record<string, unknown>>;
}

const SPANS = 20_000;
/** Spans whose attributes are in it, and their bytes. */
const BODIES = 2000;
const BYTES = 16 * 1024 * 1024;

export async function exportableQueries(context: ViewerContext, trace: string): Promise<Snapshot> {
  const { store } = context;
  const ask = async <T>(name: string, params: object): Promise<T> =>
    JSON.parse(Buffer.from(await store.query(name, params as Record<string, unknown>)).toString()) as T;
  const skeleton = await ask<Skeleton | null>('trace', { trace, limit: SPANS });
  if (skeleton === null) throw new Error(`there is no trace ${trace}`);
  const answers: Record<string, unknown> = {
    [`trace?trace=${trace}`]: skeleton,
    [`transcript?trace=${trace}`]: await ask('transcript', { trace }),
    [`map?trace=${trace}`]: await mapWithCode(context, { trace }),
  };
  let bytes = 0;
  for (const span of skeleton.spanId.slice(0, BODIES)) {
    const body = await store.query('span', { trace, span });
    bytes += body.length;
    if (bytes > BYTES) break;
    answers[`span?trace=${trace}&span=${span}`] = JSON.parse(Buffer.from(body).toString());
  }
  return { trace, answers };
}
