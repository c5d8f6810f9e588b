/**
 * Limiters, locks and queues of work: what waits in them keeps the context of the call that handed it over.
 * They are data: how each is called, and which arguments it runs later (runtime/instrument/boundary).
 */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import { memberKey } from '../../parse/tree.ts';
import type { Origin } from '../../values/origin.ts';

type Keeps = 'first' | 'last' | 'all' | 'list' | 'wrap';

interface LimiterLibrary {
  /** Methods that are given functions. */
  readonly methods?: Readonly<Record<string, Keeps>>;
  /** What the module's functions make is itself called with a function: `pLimit(2)(fn)`. */
  readonly called?: Keeps;
  /** Functions that make a queue of values with its worker; `default` is the module's own. */
  readonly queues?: readonly string[];
  /** `push` takes a list of tasks too. */
  readonly lists?: boolean;
}

const LIBRARIES: Readonly<Record<string, LimiterLibrary>> = {
  async: { queues: ['queue', 'priorityQueue', 'cargo', 'cargoQueue'], lists: true },
  'async-lock': { methods: { acquire: 'all' } },
  'async-mutex': { methods: { runExclusive: 'first' } },
  bottleneck: { methods: { schedule: 'first', submit: 'last', wrap: 'wrap' } },
  cockatiel: { methods: { execute: 'first' } },
  fastq: { queues: ['default', 'promise'] },
  'generic-pool': { methods: { use: 'first' } },
  'p-limit': { called: 'first' },
  'p-queue': { methods: { add: 'first', addAll: 'list' } },
  'promise-limit': { called: 'first' },
  queue: { methods: { push: 'all', unshift: 'all' } },
};

export const limiters: Rule = {
  name: 'limiter',
  hints: Object.keys(LIBRARIES).map((name) => `['"]${name}['"/]`),
  visit: { CallExpression: limiterCall },
};

function limiterCall(call: NodeOf<'CallExpression'>, context: RuleContext): void {
  if (!context.imports(MODULES)) return;
  const { callee } = call;
  if (callee.type === 'MemberExpression') {
    const key = memberKey(callee);
    const origin = context.origins(callee.object).find(isLibrary);
    if (origin !== undefined && key !== undefined && methodCall(call, origin, key, context)) return;
  } else if (callee.type !== 'Identifier') return;
  const origin = context.origins(callee).find(isLibrary);
  if (origin !== undefined) valueCall(call, origin, context);
}

function methodCall(
  call: NodeOf<'CallExpression'>,
  { module = '', path }: Origin,
  key: string,
  context: RuleContext,
): boolean {
  const { methods = {}, queues = [], lists } = LIBRARIES[packageOf(module)] ?? {};
  const keeps = Object.hasOwn(methods, key) && path.length > 0 ? methods[key] : undefined;
  const makes = queues.includes(key) && path.length <= 1;
  if (keeps !== undefined) context.bind(call, limiterSite(keeps));
  else if (makes) context.bind(call, queueSite(lists));
  return keeps !== undefined || makes;
}

/** `limit(fn)`, `fastq(worker, 1)`, `queue(worker, 1)`; a method of one's own that holds it is bound. */
function valueCall(
  call: NodeOf<'CallExpression'>,
  { module = '', path }: Origin,
  context: RuleContext,
): void {
  const { called, queues = [], lists } = LIBRARIES[packageOf(module)] ?? {};
  const isMade = path.at(-1) === '()' || path.at(-1) === 'new';
  const makes = path.length <= 1 && queues.includes(path[0] ?? 'default');
  const spec = called !== undefined && isMade ? limiterSite(called) : makes ? queueSite(lists) : undefined;
  if (spec === undefined) return;
  if (call.callee.type === 'MemberExpression') context.bind(call, spec);
  else context.wrap(call.callee, spec);
}

const MODULES = Object.keys(LIBRARIES).flatMap((name) => [name, `${name}/*`]);

const packageOf = (module: string): string => module.split('/', 1)[0] as string;

const isLibrary = ({ module = '' }: Origin): boolean => Object.hasOwn(LIBRARIES, packageOf(module));

const limiterSite = (keeps: Keeps): SiteSpec => ({
  helper: 'limiter',
  kind: 'boundary',
  confidence: 'proven',
  facts: { keeps },
});

const queueSite = (lists: boolean | undefined): SiteSpec => ({
  helper: 'workQueue',
  kind: 'boundary',
  confidence: 'proven',
  facts: { lists: lists ? '1' : undefined },
});
