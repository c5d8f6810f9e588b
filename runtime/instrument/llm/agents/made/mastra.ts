/**
 * Mastra takes a span to go on from in the options of each call, and asks that for the spans of all that follows:
 * agents, steps, tools. So ours is given, which makes spans of ours, and runs what is in them.
 */
import { runWithSpan } from '../../../../core/active-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import type { Invoke } from '../../../call/helper.ts';
import type { SiteText } from '../../../call/site.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { nameOf } from '../../content/bounds.ts';
import { historyOf } from '../../content/history.ts';
import { inProcessRequest, toolRequest } from '../../in-process.ts';
import type { LlmSpan } from '../../llm-span.ts';
import { startLlmSpan } from '../../start-span.ts';
import { llmInvoke } from '../../wrap-call.ts';
import { vendorOf } from '../ai/request.ts';
import { anyUsage, reasonOf } from '../read-answer.ts';
import { belowRun } from './below-run.ts';
import { watchWith } from './made.ts';
import { runRequest, showRun } from './run.ts';

const adapter: Adapter = {
  request,
  response() {},
  chunk() {},
  prepare: giveSpan,
  observe: (result) => !(result instanceof Promise),
  input: showRun,
};

const callMastra: Invoke = /* @__PURE__ */ llmInvoke(adapter);

export function mastra<T>(site: SiteText, value: T): T {
  return watchWith(site, value, callMastra);
}

/** `invoke_agent@1`: the options are the second argument. */
const optionsOf = ({ args, facts }: LlmCall): [at: number, options: Fields] => {
  const at = Number(facts.op?.split('@')[1]);
  return [at, fieldsOf(args[at])];
};

function request(call: LlmCall): LlmRequest | undefined {
  const [, options] = optionsOf(call);
  // It is a part of what asks for it; or the program has tracing of its own.
  if (options.tracingContext !== undefined || tracesItself(call.self)) return undefined;
  return runRequest({ ...call, facts: { ...call.facts, op: textOf(call.facts.op?.split('@')[0]) } });
}

function tracesItself(self: unknown): boolean {
  const { getMastraInstance } = fieldsOf(self);
  const mastra = typeof getMastraInstance === 'function' ? getMastraInstance.call(self) : undefined;
  const { observability } = fieldsOf(mastra);
  const { getDefaultInstance } = fieldsOf(observability);
  return typeof getDefaultInstance === 'function' && getDefaultInstance.call(observability) !== undefined;
}

function giveSpan(root: LlmSpan, call: LlmCall): unknown[] {
  belowRun(root);
  const [at, options] = optionsOf(call);
  const args = [...call.args];
  args[at] = { ...options, tracingContext: { currentSpan: new MastraSpan(root, '', undefined) } };
  return args;
}

/** Bits of `tracingPolicy.internal`: what Mastra makes its agents of, and shows nobody. */
const bitOf = (type: string): number =>
  type.startsWith('workflow_') ? 1 : type === 'agent_run' ? 2 : TOOLS.test(type) ? 4 : 8;

const TOOLS = /^(?:mcp_|client_|provider_)?tool_call$/;

/** undefined for what only groups others. */
function requestOf(root: LlmSpan, options: Fields): LlmRequest | undefined {
  const { type, name, entityName, entityId, attributes, tracingPolicy } = options;
  if ((Number(fieldsOf(tracingPolicy).internal) & bitOf(textOf(type))) !== 0) return undefined;
  const given = fieldsOf(attributes);
  const subject = nameOf(entityName) || nameOf(entityId) || nameOf(name);
  const named = subject || undefined;
  if (TOOLS.test(textOf(type))) return toolRequest(subject, given.toolCallId);
  switch (type) {
    case 'agent_run':
      return inProcessRequest('invoke_agent', subject, { 'gen_ai.agent.name': named });
    case 'workflow_run':
      return inProcessRequest('invoke_workflow', subject, { 'gen_ai.workflow.name': named });
    case 'workflow_step':
      return inProcessRequest('', `step ${subject}`);
    case 'rag_embedding':
      return modelRequest('embeddings', given, false);
    case 'chat':
      return modelRequest('chat', given, root.streaming);
    default:
      return undefined;
  }
}

const modelRequest = (operation: string, given: Fields, stream: boolean): LlmRequest => ({
  operation,
  model: nameOf(given.model),
  provider: vendorOf({ provider: given.provider, modelId: given.model }),
  stream,
  attributes: {},
});

/** What Mastra calls of its own spans. */
class MastraSpan {
  readonly isValid = true;
  readonly isInternal = false;
  readonly isEvent = false;
  readonly metadata: Fields = {};
  readonly type: string;
  readonly parent: MastraSpan | undefined;
  readonly attributes: Fields;
  readonly #llmSpan: LlmSpan;
  #input: unknown;
  #chat: MastraSpan | undefined;

  constructor(
    llmSpan: LlmSpan,
    type: string,
    parent: MastraSpan | undefined,
    attributes: Fields = {},
    input?: unknown,
  ) {
    this.#llmSpan = llmSpan;
    this.type = type;
    this.parent = parent;
    this.attributes = attributes;
    this.#input = input;
  }

  get id(): string {
    return this.#llmSpan.span.spanId;
  }

  get traceId(): string {
    return this.#llmSpan.span.trace.traceId;
  }

  get externalTraceId(): string {
    return this.traceId;
  }

  get isRootSpan(): boolean {
    return this.parent === undefined;
  }

  createChildSpan(options: Fields): MastraSpan {
    const { type, attributes, input } = options;
    const root = this.#llmSpan;
    const asked = tryOrReport(() => requestOf(root, options));
    const parts = [
      textOf(type),
      this.type === 'chat' ? this.parent : this,
      fieldsOf(attributes),
      input,
    ] as const;
    // The call at the site is the agent's run already.
    if (asked === undefined || (this.isRootSpan && this.type === '' && asked.operation === root.operation))
      return new MastraSpan(root, ...parts);
    const above = this.type === 'chat' ? (this.parent as MastraSpan).#llmSpan : root;
    const llmSpan = runWithSpan(above.span, () => startLlmSpan(asked));
    belowRun(llmSpan);
    tryOrReport(() => showInput(llmSpan, input));
    return new MastraSpan(llmSpan, ...parts);
  }

  createEventSpan(options: Fields): MastraSpan {
    return this.createChildSpan({ ...options, type: '' });
  }

  /** Of a generation: a call of its model for each step, whose chunks pass here. */
  createTracker(): object {
    const { attributes } = this;
    return {
      getTracingContext: () => ({ currentSpan: this.#chat ?? this }),
      reportGenerationError: (options: Fields) => this.#endChat(options),
      endGeneration: () => this.#endChat({}),
      updateGeneration: (options: Fields) => this.update(options),
      startStep: () => {
        this.#chat ??= this.createChildSpan({
          type: 'chat',
          attributes,
          input: fieldsOf(this.#input).messages,
        });
      },
      updateStep() {},
      startInference() {},
      setInferenceContext() {},
      setDeferStepClose() {},
      exportCurrentStep() {},
      getPendingStepFinishPayload() {},
      setStepIndex() {},
      getStepIndex: () => 0,
      wrapStream: (stream: ReadableStream) =>
        stream.pipeThrough(
          new TransformStream({
            transform: (chunk, controller) => {
              tryOrReport(() => this.#readChunk(fieldsOf(chunk)));
              controller.enqueue(chunk);
            },
          }),
        ),
    };
  }

  get #open(): LlmSpan | undefined {
    return this.#chat === undefined ? undefined : this.#chat.#llmSpan;
  }

  #readChunk({ type, payload }: Fields): void {
    const chat = this.#open;
    const said = fieldsOf(payload);
    if (chat === undefined) return;
    if (/-(?:delta|call)$/.test(textOf(type))) chat.markChunk();
    if (type === 'text-delta') chat.answer.message()?.say('text', said.text);
    else if (type === 'reasoning-delta') chat.answer.message()?.think(said.text);
    else if (type === 'tool-call')
      chat.answer.message()?.call({ id: said.toolCallId, name: said.toolName, args: said.args });
    else if (type === 'error') this.#endChat({ error: said.error });
    else if (type === 'step-finish') {
      const { id, modelId } = fieldsOf(fieldsOf(said.metadata).response ?? said.response ?? said.metadata);
      chat.setResponseIds(id, modelId);
      chat.setUsage(anyUsage(fieldsOf(said.output).usage ?? said.usage));
      chat.answer.finish(0, reasonOf(fieldsOf(said.stepResult).reason ?? said.finishReason));
      this.#endChat({});
    }
  }

  #endChat({ error }: Fields): void {
    const chat = this.#open;
    this.#chat = undefined;
    if (error === undefined) chat?.end();
    else chat?.fail(error);
  }

  /** What only stands for the span above it does not end that. */
  get #isOwn(): boolean {
    const { parent } = this;
    return parent === undefined || parent.#llmSpan !== this.#llmSpan || parent.type === '';
  }

  update(_options: Fields): void {}

  end({ output }: Fields = {}): void {
    if (!this.#isOwn || this.type === '') return;
    tryOrReport(() => showOutput(this.#llmSpan, output));
    this.#llmSpan.end();
  }

  endTree(options?: Fields): void {
    this.end(options);
  }

  error({ error, endSpan = true }: Fields): void {
    if (this.#isOwn && this.type !== '' && endSpan === true) this.#llmSpan.fail(error);
  }

  findParent(type: string): MastraSpan | undefined {
    let found = this.parent;
    while (found !== undefined && found.type !== type) found = found.parent;
    return found;
  }

  getParentSpanId(): string | undefined {
    return this.parent?.id;
  }

  getExportedSpanId(): string {
    return this.id;
  }

  getCorrelationContext(): undefined {}

  exportSpan(): undefined {}

  async executeInContext<T>(fn: () => Promise<T>): Promise<T> {
    return runWithSpan(this.#llmSpan.span, fn);
  }

  executeInContextSync<T>(fn: () => T): T {
    return runWithSpan(this.#llmSpan.span, fn);
  }
}

function showInput(llmSpan: LlmSpan, input: unknown): void {
  if (!llmSpan.showsInput) return;
  if (llmSpan.operation === 'execute_tool') llmSpan.setContentValue('gen_ai.tool.call.arguments', input);
  else if (llmSpan.operation === 'chat')
    llmSpan.setContent('gen_ai.input.messages', historyOf(listOf(input)));
}

function showOutput(llmSpan: LlmSpan, output: unknown): void {
  if (!llmSpan.showsOutput || output === undefined) return;
  if (llmSpan.operation === 'execute_tool') llmSpan.setContentValue('gen_ai.tool.call.result', output);
  else if (textOf(fieldsOf(output).text) !== '')
    llmSpan.answer.said(historyOf(fieldsOf(output).text).flatMap(({ parts }) => parts));
}
