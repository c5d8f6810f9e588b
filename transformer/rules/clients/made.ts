/**
 * What agent frameworks make, as data: agents, networks, workflows and tools of these modules are watched from the
 * moment they are made (runtime/instrument/llm/agents/made).
 */
import type { NodeOf, Rule, RuleContext, SiteSpec } from '../../detect/rule.ts';
import type { Helper } from '../../edit.ts';
import { memberKey } from '../../parse/tree.ts';
import { isOneOfModules, type Origin } from '../../values/origin.ts';

interface Framework {
  readonly modules: readonly string[];
  readonly helper?: Helper;
  /** Exports that make something, and which of its methods mean what; see the runtime's `watchMade`. */
  readonly makes: Readonly<Record<string, string>>;
  /** Exports whose argument of this index holds models and tools. */
  readonly configured?: Readonly<Record<string, number>>;
  /** Functions that run something themselves. */
  readonly runs?: Readonly<Record<string, string>>;
  /** It registers an OpenTelemetry SDK for its own spans, of a tracer of this name. */
  readonly sdk?: string;
  /** A call without tools is one of its model. */
  readonly isAgentWithTools?: boolean;
}

const AGENT =
  'generateText:invoke_agent streamText:invoke_agent generateObject:invoke_agent streamObject:invoke_agent';

const FRAMEWORKS: readonly Framework[] = [
  {
    modules: ['@voltagent/core'],
    makes: {
      Agent: AGENT,
      createSubagent: '',
      createWorkflow: 'run:invoke_workflow stream:invoke_workflow',
      createWorkflowChain: 'run:invoke_workflow stream:invoke_workflow',
    },
    configured: { Agent: 0 },
    sdk: '@voltagent/core',
  },
  {
    modules: ['@inngest/agent-kit'],
    makes: {
      createAgent: 'run:invoke_agent performInference<infer:chat',
      createRoutingAgent: 'run:invoke_agent performInference<infer:chat',
      createNetwork: 'run:invoke_workflow',
    },
    configured: { createAgent: 0, createRoutingAgent: 0 },
  },
  {
    modules: ['@convex-dev/agent'],
    makes: { Agent: `${AGENT} ${inner('createThread', AGENT)} ${inner('continueThread', AGENT)}` },
    configured: { Agent: 1 },
  },
  {
    modules: ['@llamaindex/*', 'llamaindex', 'llamaindex/*'],
    makes: {
      agent: 'run:invoke_agent runStream:invoke_agent',
      multiAgent: 'run:invoke_workflow runStream:invoke_workflow',
      '*': '',
    },
    configured: { agent: 0 },
  },
  { modules: ['@copilotkit/runtime', '@copilotkit/runtime/*'], makes: {}, configured: { BuiltInAgent: 0 } },
  {
    modules: ['genkit', 'genkit/*'],
    makes: { genkit: 'generate:invoke_agent generateStream:invoke_agent' },
    sdk: 'genkit-tracer',
    isAgentWithTools: true,
  },
  { modules: ['@tanstack/ai'], makes: {}, configured: { chat: 0 }, runs: { chat: 'invoke_agent' } },
  {
    modules: ['@mastra/core', '@mastra/core/*'],
    helper: 'mastra',
    makes: {
      Agent: 'generate:invoke_agent@1 stream:invoke_agent@1 network:invoke_agent@1',
      createWorkflow: `${inner('createRun', RUNS())} ${inner('createRunAsync', RUNS())}`,
    },
  },
];

/** The AI SDK's providers: what their functions give is a model, for whichever framework. */
const PROVIDERS = ['@ai-sdk/*', '@openrouter/ai-sdk-provider', 'workers-ai-provider'];

/** Others of its packages. */
const NO_PROVIDERS =
  /^@ai-sdk\/(?:angular|codemod|devtools|langchain|llamaindex|mcp|otel|provider|provider-utils|react|rsc|svelte|ui-utils|vue)(?:\/|$)/;

/** Nobody else has these names. */
const ENGINES: Readonly<Record<string, string>> = {
  asQueryEngine: 'query:invoke_workflow',
  asChatEngine: 'chat:invoke_agent',
  asRetriever: 'retrieve:retrieval',
};

function inner(method: string, taps: string): string {
  return `${method}>${taps.replaceAll(' ', '|')}`;
}

function RUNS(): string {
  return 'start:invoke_workflow@0 stream:invoke_workflow@0 resume:invoke_workflow@0';
}

const MODULES = FRAMEWORKS.flatMap(({ modules }) => modules);

export const made: Rule = {
  name: 'made',
  hints: [
    '[\'"]@(?:voltagent|llamaindex|tanstack|mastra|copilotkit|ai-sdk|convex-dev|openrouter)/',
    '[\'"](?:llamaindex|genkit|@inngest/agent-kit|workers-ai-provider)\\b',
    '\\.\\s*as(?:QueryEngine|ChatEngine|Retriever)\\s*\\(',
  ],
  visit: { NewExpression: visitMaker, CallExpression: visitMaker },
};

type Maker = NodeOf<'NewExpression'> | NodeOf<'CallExpression'>;

function visitMaker(node: Maker, context: RuleContext): void {
  const key = node.callee.type === 'MemberExpression' ? (memberKey(node.callee) ?? '') : '';
  const engine = Object.hasOwn(ENGINES, key) ? ENGINES[key] : undefined;
  if (engine !== undefined) return context.wrap(node, spec('made', engine));
  const origins = context.imports([...MODULES, ...PROVIDERS]) ? context.origins(node.callee) : [];
  for (const origin of origins) if (watchResult(node, origin, context)) return;
}

function watchResult(node: Maker, { module = '', path }: Origin, context: RuleContext): boolean {
  if (isOneOfModules(PROVIDERS, module) && !NO_PROVIDERS.test(module)) {
    // Calls of the AI SDK itself tell of their models.
    const isOther = context.imports(MODULES) || !context.imports(['ai']);
    if (isOther && path.length > 0 && !/^create[A-Z]\w*$/.test(path.join('.')))
      context.wrap(node, spec('made', ''));
    return true;
  }
  const framework = FRAMEWORKS.find(({ modules }) => isOneOfModules(modules, module));
  const name = path[0] === 'default' ? (path[1] ?? '') : (path[0] ?? '');
  if (framework === undefined || path.length > 2 || path.includes('()')) return false;
  const { makes, configured = {}, helper = 'made' } = framework;
  const at = Object.hasOwn(configured, name) ? node.arguments[configured[name] as number] : undefined;
  if (at !== undefined && at.type !== 'SpreadElement') context.wrap(at, spec(helper, '', framework));
  const taps = Object.hasOwn(makes, name) ? makes[name] : path.length === 1 ? makes['*'] : undefined;
  if (taps !== undefined) context.wrap(node, spec(helper, taps, framework));
  const runs = Object.hasOwn(framework.runs ?? {}, name) ? framework.runs?.[name] : undefined;
  if (runs !== undefined && node.type === 'CallExpression') runItself(node, name, runs, context);
  return taps !== undefined || at !== undefined;
}

function runItself(call: NodeOf<'CallExpression'>, method: string, op: string, context: RuleContext): void {
  const site: SiteSpec = { ...spec('framework', ''), facts: { method, op, tools: '1' } };
  if (call.callee.type === 'MemberExpression') context.bind(call, site);
  else context.wrap(call.callee, site);
}

const spec = (helper: Helper, taps: string, framework?: Framework): SiteSpec => ({
  helper,
  kind: 'llm',
  confidence: 'proven',
  facts: {
    taps: taps || undefined,
    sdk: framework?.sdk,
    tools: framework?.isAgentWithTools ? '1' : undefined,
  },
});
