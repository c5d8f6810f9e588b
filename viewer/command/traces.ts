import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { outlineTrace } from '../mcp/outline.ts';
import { traceLine } from '../mcp/tools.ts';
import { chooseStore } from '../store/choose-store.ts';
import type { Skeleton } from '../store/queries/trace.ts';
import type { TraceRow } from '../store/queries/traces.ts';
import type { Store } from '../store/store.ts';
import { TRACES_HELP } from './help.ts';
import { WrongUse } from './misuse.ts';

const EVERYTHING = 10_000_000;

/** `onetrace traces`; resolves with the exit code. */
export async function runTraces(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parsed(args);
    if (values.help) {
      process.stdout.write(TRACES_HELP);
      return 0;
    }
    const store = await chooseStore({ project: resolve(values.project), file: values.file });
    try {
      const [trace] = positionals;
      const text = trace === undefined ? await listed(store, values) : await shown(store, trace, values.json);
      process.stdout.write(`${text}\n`);
    } finally {
      await store.close();
    }
    return 0;
  } catch (error) {
    process.stderr.write(`onetrace traces: ${(error as Error).message}\n`);
    return 2;
  }
}

async function listed(store: Store, values: Readonly<Record<string, unknown>>): Promise<string> {
  const { query, json, ...filter } = values;
  const { rows } = await ask<{ rows: TraceRow[] }>(store, 'traces', { ...filter, q: query });
  return json === true ? JSON.stringify(rows, undefined, 2) : rows.map(traceLine).join('\n') || 'no traces';
}

async function shown(store: Store, trace: string, json: boolean): Promise<string> {
  const { rows } = await ask<{ rows: TraceRow[] }>(store, 'traces', { q: trace, limit: 1 });
  const id = rows[0]?.traceId;
  if (id === undefined) throw new WrongUse(`there is no trace ${trace}: onetrace traces lists them`);
  if (json) {
    const { resourceSpans } = await ask<{ resourceSpans: unknown }>(store, 'export', { traces: id });
    return JSON.stringify({ resourceSpans });
  }
  return outlineTrace(await ask<Skeleton>(store, 'trace', { trace: id }), EVERYTHING);
}

async function ask<T>(store: Store, name: string, params: Readonly<Record<string, unknown>>): Promise<T> {
  return JSON.parse(Buffer.from(await store.query(name, params)).toString()) as T;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        query: { type: 'string' },
        service: { type: 'string' },
        session: { type: 'string' },
        user: { type: 'string' },
        model: { type: 'string' },
        status: { type: 'string' },
        attr: { type: 'string', multiple: true },
        limit: { type: 'string', default: '20' },
        project: { type: 'string', default: '.' },
        file: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}
