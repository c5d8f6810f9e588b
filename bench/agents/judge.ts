/** What a trace of one scenario shows, whoever made it: by the GenAI conventions, OpenInference's, or the AI SDK's names. */

export interface SeenSpan {
  readonly name: string;
  readonly failed: boolean;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface Ran {
  readonly said: unknown;
  readonly spans: readonly SeenSpan[];
  /** Requests that the model got. */
  readonly asked: number;
}

export type Scenarios = Readonly<Record<string, Ran>>;

const TOKENS = [
  'gen_ai.usage.input_tokens',
  'llm.token_count.prompt',
  'ai.usage.promptTokens',
  'prompt_tokens',
];

const kindOf = ({ attributes, name }: SeenSpan): string => {
  const said =
    attributes['gen_ai.operation.name'] ?? attributes['openinference.span.kind'] ?? attributes['span.type'];
  return String(said ?? name).toLowerCase();
};

/** One call of a model: of any operation that generates, or what has such a name and no call below it. */
const isModel = (span: SeenSpan): boolean =>
  /^(?:chat|llm|text_completion|generate_content|responses|generate_text\.do|stream_text\.do)/.test(
    kindOf(span),
  ) || /\.(?:doGenerate|doStream)$/.test(span.name);

const isAgent = (span: SeenSpan): boolean =>
  /^agent\b/i.test(span.name) || /invoke_agent|^agent|invoke_workflow|^chain/.test(kindOf(span));
const isTool = (span: SeenSpan): boolean => /execute_tool|^tool|toolcall/.test(kindOf(span));
const isStep = (span: SeenSpan): boolean =>
  isAgent(span) ||
  /^(?:handoff|node|step|embeddings|retrieval)|^chain/.test(span.name) ||
  /chain|retriever|embedding/.test(kindOf(span));

const hasTokens = ({ attributes }: SeenSpan): boolean => TOKENS.some((key) => Number(attributes[key]) > 0);

const SESSION = ['session.id', 'gen_ai.conversation.id', 'sessionId'];

type Judge = (scenarios: Scenarios) => boolean | undefined;

const inScenario =
  (name: string, judge: (ran: Ran) => boolean): Judge =>
  (scenarios) => {
    const ran = scenarios[name];
    return ran === undefined ? undefined : judge(ran);
  };

/** undefined: the framework has no such thing in its program. */
export const JUDGES: Readonly<Record<string, Judge>> = {
  llm: inScenario('tool', ({ spans, asked }) => spans.filter(isModel).filter(hasTokens).length >= asked),
  agent: inScenario('tool', ({ spans }) => spans.some(isAgent)),
  tool: inScenario('tool', ({ spans }) => spans.some(isTool)),
  step: inScenario('steps', ({ spans }) => spans.filter(isStep).length >= 2),
  streaming: inScenario(
    'stream',
    ({ spans, asked }) => spans.filter(isModel).filter(hasTokens).length >= asked,
  ),
  error: inScenario('fails', ({ spans }) => spans.some((it) => isModel(it) && it.failed)),
  session: (scenarios) =>
    Object.values(scenarios).every(
      ({ spans }) =>
        spans.some(isModel) && spans.filter(isModel).every((it) => SESSION.some((key) => it.attributes[key])),
    ),
  /** Where nothing is told, nothing can be told twice. */
  once: (scenarios) => {
    const all = Object.values(scenarios);
    if (!all.some(({ spans }) => spans.some(isModel))) return undefined;
    return all.every(({ spans, asked }) => spans.filter(isModel).length <= asked);
  },
};
