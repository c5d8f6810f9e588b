/** What is learnt about one LLM call while it runs, and its span's one end. */
import { tryOrReport } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { settings } from '../../core/settings.ts';
import { state } from '../../core/state.ts';
import { now } from '../../platform/clock.ts';
import { textOf } from '../../platform/unknown.ts';
import type { Attributes, AttributeValue } from '../../trace/attribute.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import type { SiteText } from '../call/site.ts';
import { Answer } from './content/answer.ts';
import { nameOf, shortened } from './content/bounds.ts';
import { contentJson, redactContent } from './content/content.ts';
import { recordsContent } from './content/records-content.ts';
import { costOf, priceOf } from './cost.ts';
import { errorOf } from './error.ts';
import { plainOf } from './plain.ts';
import { type Usage, UsageTotals } from './usage.ts';

/** Operations whose answers say why they stop. */
const GENERATES = /^(?:chat|text_completion|generate_content)$/;

const usageAttributes = /* @__PURE__ */ new Map<string, string>();

/** Made once: a fresh text for every count of every call would be compared and copied unit by unit. */
function attributeOf(usage: string): string {
  const known = usageAttributes.get(usage) ?? `gen_ai.usage.${usage}`;
  usageAttributes.set(usage, known);
  return known;
}

/** What the program says of one call: its own "no" goes before the configuration's "yes". */
export interface Privacy {
  readonly hidesInput?: boolean;
  readonly hidesOutput?: boolean;
}

/** Characters of a status message. */
const LONGEST_MESSAGE = 2_048;

export class LlmSpan {
  readonly span: Span;
  readonly streaming: boolean;
  /** `gen_ai.operation.name`. */
  readonly operation: string;
  readonly privacy: Privacy;
  /** Whether what was asked may be shown, and what was answered. */
  readonly showsInput: boolean;
  readonly showsOutput: boolean;
  readonly answer: Answer;
  /** When the headers of the response came; 0 before. */
  answered = 0;
  /** The program gave up, or ends, before all has come. */
  cancelled = false;
  /** What another span tells is not told again: the same answer may be read twice. */
  tells: 'tokens and cost' | 'cost' | 'neither' = 'tokens and cost';
  /** What was paid for: `flex`, `priority`, `batch`. */
  tier = '';
  #firstChunk = 0;
  #id = '';
  #model = '';
  #above: LlmSpan | undefined;
  readonly #below = new Set<LlmSpan>();
  /** How many there have been. */
  parts = 0;
  /** Heard after each of them. */
  childEnded: ((child: LlmSpan) => void) | undefined;
  readonly #usage = new UsageTotals();
  readonly #learnt: Record<string, string> = {};
  #ended = false;

  constructor(span: Span, streaming: boolean, operation = 'chat', privacy: Privacy = {}, site?: SiteText) {
    this.span = span;
    this.streaming = streaming;
    this.operation = operation;
    this.privacy = privacy;
    const isRecorded = recordsContent(span, site);
    this.showsInput = isRecorded && !privacy.hidesInput;
    this.showsOutput = isRecorded && !privacy.hidesOutput;
    this.answer = new Answer(this.showsOutput);
    state.openCalls.add(this);
  }

  get ended(): boolean {
    return this.#ended;
  }

  set(key: string, value: AttributeValue | null | undefined): this {
    this.span.set(key, value);
    return this;
  }

  setAll(attributes: Attributes): this {
    this.span.setAll(attributes);
    return this;
  }

  /** Content: what people and models said. */
  setContent(key: string, messages: readonly object[]): void {
    if (messages.length > 0) this.span.set(key, contentJson(messages));
  }

  /** Content of a form that is the program's own: arguments and results of tools. */
  setContentValue(key: string, value: unknown): void {
    if (value === undefined || value === null) return;
    const shown = plainOf(value);
    this.span.set(
      key,
      contentJson(typeof shown === 'object' ? shown : [shown], () => true),
    );
  }

  /** The model that was asked, where that shows only in the answer. */
  nameModel(model: string): void {
    if (model === '' || this.span.name !== this.operation) return;
    this.span.name = `${this.operation} ${model}`;
    this.set('gen_ai.request.model', model);
  }

  /** The response's id and model, of the first response that says them. */
  setResponseIds(id: unknown, model: unknown): void {
    if (this.#id === '') this.#id = nameOf(id);
    if (this.#model === '') this.#model = nameOf(model);
  }

  /** What every chunk says again: the last of it counts, and '' says nothing. */
  setOnce(key: string, value: unknown): void {
    if (nameOf(value) !== '') this.#learnt[key] = nameOf(value);
  }

  /** Replaces what is known: counts of a stream grow until its end. */
  setUsage(usage: Usage): void {
    this.#usage.use(usage);
  }

  /** Adds: a call that loops over tools is billed for every turn. */
  addUsage(usage: Usage): void {
    this.#usage.add(usage);
  }

  /** `child` is a part of this call: it ends with it at the latest, and for the same reason. */
  addChild(child: LlmSpan): LlmSpan {
    child.#above = this;
    this.parts++;
    this.#below.add(child);
    return child;
  }

  /** What it has counted so far. */
  get counts(): Usage {
    return this.#usage.counts;
  }

  /** No part of it goes on. */
  get isQuiet(): boolean {
    return this.#below.size === 0;
  }

  markChunk(): void {
    if (this.#firstChunk === 0) this.#firstChunk = now();
  }

  /** Ends the span as it stands; a reason that was expected and has not come is `error`. */
  end(moment?: number): void {
    if (this.#ended) return;
    this.#ended = true;
    state.openCalls.delete(this);
    const above = this.#above;
    if (above !== undefined) {
      above.#below.delete(this);
      above.childEnded?.(this);
    }
    for (const child of this.#below) child.abandon();
    const { span } = this;
    span
      .set('gen_ai.response.id', this.#id || undefined)
      .set('gen_ai.response.model', this.#model || undefined);
    span.setAll(this.#learnt);
    const { counts } = this.#usage;
    if (this.tells === 'tokens and cost')
      for (const key of Object.keys(counts)) span.set(attributeOf(key), counts[key]);
    const reasons = this.answer.reasons.map((reason) => reason ?? 'error');
    if (reasons.length === 0 && this.cancelled && GENERATES.test(this.operation)) reasons.push('error');
    if (reasons.length > 0) span.set('gen_ai.response.finish_reasons', reasons);
    if (this.streaming && this.#firstChunk > 0) {
      span.set('gen_ai.response.time_to_first_chunk', (this.#firstChunk - span.start) / 1000);
    }
    // What cannot be spelled is not shown.
    tryOrReport(() => this.setContent('gen_ai.output.messages', this.answer.messages));
    this.#showCost();
    endSpan(span, moment);
  }

  /** Ends the span of a call that its program gave up, which is no error of the call. */
  cancel(moment?: number): void {
    this.cancelled = true;
    this.end(moment);
  }

  /** For a stream that is gone unread: its call was over when the answer came. */
  abandon(): void {
    this.cancel(this.#firstChunk === 0 && this.answered > 0 ? this.answered : undefined);
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    const { type, message, aborted } = errorOf(error);
    if (aborted) return this.cancel();
    for (const child of this.#below) child.fail(error);
    this.failAs(type, message);
    this.end();
  }

  /**
   * The call failed, and goes on to say of what. What a vendor, a parser or a tool says of its failure may quote
   * prompts and answers: it is content.
   */
  failAs(type: string, message: unknown): void {
    const said = this.showsInput && this.showsOutput ? textOf(message) : '';
    this.span.fail(type || '_OTHER', said === '' ? '' : redactContent(shortened(said, LONGEST_MESSAGE)));
  }

  /** An agent's calls have their own; what it sums up would be counted twice. */
  #showCost(): void {
    const { prices } = settings();
    if (prices === undefined || this.tells === 'neither' || this.span.kind !== CLIENT) return;
    // The table may have another shape.
    tryOrReport(() => {
      const { attributes } = this.span;
      const named = (key: string): string => textOf(attributes[attributes.indexOf(key) + 1]);
      const priced = (key: string) => priceOf(prices, named('gen_ai.provider.name'), named(key));
      const price = priced('gen_ai.response.model') ?? priced('gen_ai.request.model');
      this.set('onetrace.cost.usd', price && costOf(price, this.#usage.counts, this.tier));
    });
  }
}
