/** What is learnt about one LLM call while it runs, and its span's one end. */
import { attempt } from '../../core/diagnostics.ts';
import { endSpan } from '../../core/end-span.ts';
import { settings } from '../../core/settings.ts';
import { state } from '../../core/state.ts';
import { now } from '../../platform/clock.ts';
import { textOf } from '../../platform/unknown.ts';
import type { Attributes, AttributeValue } from '../../trace/attribute.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import { jsonOf, type OutputMessage } from './content.ts';
import { costOf, priceOf } from './cost.ts';
import { errorOf } from './error.ts';
import type { Usage } from './usage.ts';

/** Operations whose answers say why they stop. */
const GENERATES = /^(?:chat|text_completion|generate_content)$/;

const usageAttributes = /* @__PURE__ */ new Map<string, string>();

/** Made once: a fresh text for every count of every call would be compared and copied unit by unit. */
function attributeOf(usage: string): string {
  const known = usageAttributes.get(usage) ?? `gen_ai.usage.${usage}`;
  usageAttributes.set(usage, known);
  return known;
}

export class Recording {
  readonly span: Span;
  readonly streaming: boolean;
  /** `gen_ai.operation.name`. */
  readonly operation: string;
  /** One per choice, in the order of the choices; a hole is a reason that has not come. */
  readonly finishReasons: (string | undefined)[] = [];
  /** Filled only when content is asked for, as it came: `jsonOf` redacts and cuts it at the end. */
  readonly output: OutputMessage[] = [];
  readonly capturesContent: boolean;
  /** When the headers of the response came; 0 before. */
  answered = 0;
  /** The program gave up, or ends, before all has come. */
  cancelled = false;
  #firstChunk = 0;
  #identified = false;
  #below: Recording[] | undefined;
  readonly #usage: Record<string, number> = {};
  readonly #learnt: Record<string, string> = {};
  #ended = false;

  constructor(span: Span, streaming: boolean, operation = 'chat') {
    this.span = span;
    this.streaming = streaming;
    this.operation = operation;
    this.capturesContent = settings().captureContent;
    state.open.add(this);
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
  show(key: string, messages: readonly object[]): void {
    if (messages.length > 0) this.span.set(key, jsonOf(messages));
  }

  /** Content of a form that is the program's own: arguments and results of tools. */
  showValue(key: string, value: unknown): void {
    if (value === undefined || value === null) return;
    this.span.set(
      key,
      jsonOf(typeof value === 'object' ? value : [value], () => true),
    );
  }

  /** The text of the one answer, as it grows. */
  say(more: string): void {
    const [part] = this.output[0]?.parts ?? [];
    this.output[0] = {
      role: 'assistant',
      parts: [{ type: 'text', content: textOf(part?.content) + more }],
      finish_reason: this.finishReasons[0],
    };
  }

  /** The response's id and model, of the first response that says them; false for all that follow. */
  identify(id: unknown, model: unknown): boolean {
    if (this.#identified || !(textOf(id) || textOf(model))) return false;
    this.#identified = true;
    this.set('gen_ai.response.id', textOf(id) || undefined);
    this.set('gen_ai.response.model', textOf(model) || undefined);
    return true;
  }

  /** What every chunk says again: it is set where it is new, and '' says nothing. */
  learn(key: string, value: string): void {
    if (value === '' || this.#learnt[key] === value) return;
    this.#learnt[key] = value;
    this.set(key, value);
  }

  /** Replaces what is known: counts of a stream grow until its end. */
  useTokens(usage: Usage): void {
    for (const key of Object.keys(usage)) {
      const count = usage[key];
      if (typeof count === 'number') this.#usage[key] = count;
    }
  }

  /** Adds: a call that loops over tools is billed for every turn. */
  addTokens(usage: Usage): void {
    for (const key of Object.keys(usage)) {
      const count = usage[key];
      if (typeof count === 'number') this.#usage[key] = (this.#usage[key] ?? 0) + count;
    }
  }

  /** `child` is a part of this call: it ends with it at the latest, and for the same reason. */
  adopt(child: Recording): Recording {
    this.#below ??= [];
    this.#below.push(child);
    return child;
  }

  sawChunk(): void {
    if (this.#firstChunk === 0) this.#firstChunk = now();
  }

  /** Ends the span as it stands; a reason that was expected and has not come is `error`. */
  end(moment?: number): void {
    if (this.#ended) return;
    this.#ended = true;
    state.open.delete(this);
    for (const child of this.#below ?? []) child.forget();
    const { span } = this;
    for (const key of Object.keys(this.#usage)) span.set(attributeOf(key), this.#usage[key]);
    const reasons: string[] = [];
    for (const reason of this.finishReasons) reasons.push(reason ?? 'error');
    if (reasons.length === 0 && this.cancelled && GENERATES.test(this.operation)) reasons.push('error');
    if (reasons.length > 0) span.set('gen_ai.response.finish_reasons', reasons);
    if (this.streaming && this.#firstChunk > 0) {
      span.set('gen_ai.response.time_to_first_chunk', (this.#firstChunk - span.start) / 1000);
    }
    this.#showOutput();
    this.#showCost();
    endSpan(span, moment);
  }

  /** Ends the span of a call that its program gave up, which is no error of the call. */
  cancel(moment?: number): void {
    this.cancelled = true;
    this.end(moment);
  }

  /** For a stream that is gone unread: its call was over when the answer came. */
  forget(): void {
    this.cancel(this.#firstChunk === 0 && this.answered > 0 ? this.answered : undefined);
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    const { type, message, aborted } = errorOf(error);
    if (aborted) return this.cancel();
    for (const child of this.#below ?? []) child.fail(error);
    this.span.fail(type, message);
    this.end();
  }

  #showOutput(): void {
    if (this.output.length === 0) return;
    const reasons = this.finishReasons;
    // What cannot be spelled is not shown; choices that never said anything are passed over.
    attempt(() => {
      const said = this.output.flatMap((it, at) => ({
        ...it,
        finish_reason: it.finish_reason ?? reasons[at],
      }));
      this.show('gen_ai.output.messages', said);
    });
  }

  /** An agent's calls have their own; what it sums up would be counted twice. */
  #showCost(): void {
    const { prices } = settings();
    if (prices === undefined || this.span.kind !== CLIENT) return;
    // The table may have another shape.
    attempt(() => {
      const { attributes } = this.span;
      const named = (key: string): string => textOf(attributes[attributes.indexOf(key) + 1]);
      const priced = (key: string) => priceOf(prices, named('gen_ai.provider.name'), named(key));
      const price = priced('gen_ai.response.model') ?? priced('gen_ai.request.model');
      this.set('onetrace.cost.usd', price && costOf(price, this.#usage));
    });
  }
}
