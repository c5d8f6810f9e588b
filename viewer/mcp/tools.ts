import type { ViewerContext } from '../api/context.ts';
import { coverage } from '../api/routes.ts';
import { gapsOf, missesNear } from '../project/coverage.ts';
import type { SpanBody } from '../store/queries/span.ts';
import type { Skeleton } from '../store/queries/trace.ts';
import type { TraceRow } from '../store/queries/traces.ts';
import { withinBudget } from './fence.ts';
import { outlineTrace } from './outline.ts';

export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
  /** Rejects with a message for the agent. */
  readonly run: (context: ViewerContext, args: Readonly<Record<string, unknown>>) => Promise<string>;
}

const BUDGET = 24_000;

const text = (description: string) => ({ type: 'string', description });
const whole = (description: string) => ({ type: 'integer', description });
const schema = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
});
const budget = whole(`Characters of the answer at most, default ${BUDGET}`);

const budgetOf = ({ budget: given }: Readonly<Record<string, unknown>>): number =>
  Math.min(Math.max(Number(given) || BUDGET, 500), 200_000);

async function ask<T>(
  { store }: ViewerContext,
  name: string,
  params: Readonly<Record<string, unknown>>,
): Promise<T> {
  return JSON.parse(Buffer.from(await store.query(name, params)).toString()) as T;
}

export const TOOLS: readonly McpTool[] = [
  {
    name: 'find_traces',
    description:
      'The newest traces that match: a line each, with id, duration, errors, session, tokens and cost.',
    inputSchema: schema({
      q: text('Words in names, addresses, errors and recorded messages; or the beginning of a trace id'),
      service: text('A service that took part'),
      session: text('A session id'),
      user: text('A user id'),
      status: text('error, ok or running'),
      attr: text('key=value of any span'),
      sort: text('start, duration, errors, tokens, cost; - before it for ascending'),
      limit: whole('Lines at most, default 20'),
      budget,
    }),
    async run(context, args) {
      const { rows, more } = await ask<{ rows: TraceRow[]; more: boolean }>(context, 'traces', {
        limit: 20,
        ...args,
      });
      const lines = rows.map(traceLine);
      return withinBudget(
        [...lines, ...(more ? ['… and more'] : []), ...(rows.length === 0 ? ['none'] : [])].join('\n'),
        budgetOf(args),
      );
    },
  },
  {
    name: 'get_trace',
    description:
      'One trace as a tree: a line a span, repetition folded. Attributes are not in it: ask get_span.',
    inputSchema: schema({ trace: text('The trace id'), budget }, ['trace']),
    async run(context, args) {
      const skeleton = await ask<Skeleton | null>(context, 'trace', { trace: args['trace'] });
      if (skeleton === null)
        throw new Error(`There is no trace ${String(args['trace'])}. find_traces lists them.`);
      return outlineTrace(skeleton, budgetOf(args));
    },
  },
  {
    name: 'get_span',
    description: 'Everything of one span: attributes, events, resource, recorded messages.',
    inputSchema: schema({ trace: text('The trace id'), span: text('The span id'), budget }, [
      'trace',
      'span',
    ]),
    async run(context, args) {
      const body = await ask<SpanBody | null>(context, 'span', args);
      if (body === null) throw new Error('There is no such span. get_trace lists their ids.');
      return withinBudget(JSON.stringify(body, undefined, 1), budgetOf(args));
    },
  },
  {
    name: 'get_transcript',
    description:
      'What was said in a trace: messages of all services in order, each once. Empty where contents are not recorded.',
    inputSchema: schema({ trace: text('The trace id'), budget }, ['trace']),
    run: async (context, args) =>
      withinBudget(JSON.stringify(await ask(context, 'transcript', args), undefined, 1), budgetOf(args)),
  },
  {
    name: 'list_sessions',
    description: 'Sessions with their traces, tokens, cost and errors, the last active first.',
    inputSchema: schema({ limit: whole('Default 50'), budget }),
    run: async (context, args) =>
      withinBudget(
        JSON.stringify(await ask(context, 'sessions', { limit: 50, ...args }), undefined, 1),
        budgetOf(args),
      ),
  },
  {
    name: 'why',
    description:
      'Why a call at file:line is not traced: near misses of the build around it, with reasons and remedies; and whether the site there ever ran.',
    inputSchema: schema(
      { file: text('As the build names it, relative to the project'), line: whole('1-based') },
      ['file'],
    ),
    async run(context, args) {
      const all = await coverage(context);
      const [file, line] = [String(args['file']), Number(args['line']) || 1];
      const site = all.sites.find((it) => it.file === file && it.line === line);
      const misses = missesNear(all.misses, `${file}:${line}`);
      const builds =
        all.builds.length === 0 ? 'No build wrote .onetrace/sites.json: run one with the plugin.' : '';
      const own =
        site &&
        `${file}:${line} is traced (${site.rule}) and ${site.state === 'untold' ? 'its spans do not tell where they are' : `ran ${site.use?.calls ?? 0} times`}.`;
      const near = misses.map((it) => `${it.file}:${it.line}:${it.column}  ${it.kind}  ${it.reason}`);
      return (
        [builds, own, ...near].filter(Boolean).join('\n') ||
        `The build has neither a site nor a near miss in ${file}.`
      );
    },
  },
  {
    name: 'coverage',
    description: 'Which traced calls of the code never ran.',
    inputSchema: schema({ budget }),
    async run(context, args) {
      const lines = gapsOf(await coverage(context)).flatMap(({ kind, built, ran, missing }) => [
        `${kind}: ${ran} of ${built} ran`,
        ...missing.map(({ file, line, function: name }) => `  never: ${file}:${line} ${name}`),
      ]);
      return withinBudget(
        lines.join('\n') || 'No build wrote .onetrace/sites.json: run one with the plugin.',
        budgetOf(args),
      );
    },
  },
  {
    name: 'sql',
    description:
      'Read-only SQLite over trace, span, body, part, word, piece. Words are ids: JOIN word ON word.id = span.name. 200 rows, 5 s.',
    inputSchema: schema({ sql: text('One SELECT'), budget }, ['sql']),
    run: async (context, args) =>
      withinBudget(JSON.stringify(await ask(context, 'sql', args)), budgetOf(args)),
  },
];

export const traceLine = (row: TraceRow): string =>
  [
    row.traceId,
    new Date(row.start / 1000).toISOString(),
    `${(row.duration / 1000).toFixed(1)} ms`,
    `${row.service} ${row.name}`,
    `${row.spans} spans`,
    row.errors > 0 && `${row.errors} errors`,
    row.session !== null && `session ${row.session}`,
    row.user !== null && `user ${row.user}`,
    row.model,
    row.input !== null && `${row.input} → ${row.output ?? 0} tokens`,
    row.cost !== null && `$${row.cost.toFixed(6)}`,
  ]
    .filter(Boolean)
    .join('  ');
