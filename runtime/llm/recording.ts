/** What is learnt about one LLM call while it runs, and its span's one end. */
import { now } from '../clock.ts';
import { settings } from '../config.ts';
import type { Attributes, AttributeValue, Span } from '../span.ts';
import { endSpan } from '../tracer.ts';
import type { OutputMessage } from './content.ts';
import { errorOf } from './errors.ts';

/** Counts of tokens by the last part of their attribute, `gen_ai.usage.<key>`. */
export type Usage = Readonly<Record<string, number | null | undefined>>;

/** Spans of calls that have not ended, for the end of the process. */
const open = /* @__PURE__ */ new Set<Recording>();

export class Recording {
  readonly span: Span;
  readonly streaming: boolean;
  /** One per choice, in the order of the choices; a hole is a reason that has not come. */
  readonly finishReasons: (string | undefined)[] = [];
  /** Filled only when content is asked for. */
  readonly output: OutputMessage[] = [];
  readonly capturesContent: boolean;
  /** When the headers of the response came; 0 before. */
  answered = 0;
  #firstChunk = 0;
  #usage: Record<string, number> = {};
  #ended = false;

  constructor(span: Span, streaming: boolean) {
    this.span = span;
    this.streaming = streaming;
    this.capturesContent = settings().captureContent;
    open.add(this);
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

  /** The response's id and model, where they have come. */
  identify(id: unknown, model: unknown): void {
    if (typeof id === 'string' && id !== '') this.#once('gen_ai.response.id', id);
    if (typeof model === 'string' && model !== '') this.#once('gen_ai.response.model', model);
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

  sawChunk(): void {
    if (this.#firstChunk === 0) this.#firstChunk = now();
  }

  /** Ends the span as it stands. An intentional abort is no error; what has not come is `error`. */
  end(moment?: number): void {
    if (this.#ended) return;
    this.#ended = true;
    open.delete(this);
    const { span } = this;
    for (const key of Object.keys(this.#usage)) span.set(`gen_ai.usage.${key}`, this.#usage[key]);
    const reasons = this.#reasons();
    if (reasons.length > 0) span.set('gen_ai.response.finish_reasons', reasons);
    if (this.streaming && this.#firstChunk > 0) {
      span.set('gen_ai.response.time_to_first_chunk', (this.#firstChunk - span.start) / 1000);
    }
    if (this.output.length > 0) span.set('gen_ai.output.messages', JSON.stringify(this.output));
    endSpan(span, moment);
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    const { type, message, aborted } = errorOf(error);
    if (!aborted) this.span.fail(type, message);
    this.end();
  }

  #reasons(): string[] {
    const reasons = Array.from(this.finishReasons, (reason) => reason ?? 'error');
    return reasons.length === 0 && this.#firstChunk > 0 ? ['error'] : reasons;
  }

  #once(key: string, value: string): void {
    if (!this.span.attributes.includes(key)) this.span.set(key, value);
  }
}

/** Ends what still runs, at the end of the process. */
export function endOpenRecordings(): void {
  for (const recording of open) recording.end();
}
