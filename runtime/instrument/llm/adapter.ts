/** The contract of a vendor family: where its requests, responses and chunks keep what a span tells. */
import type { Attributes } from '../../trace/attribute.ts';
import type { SpanKind } from '../../trace/span.ts';
import type { SiteText } from '../call/site.ts';
import type { LlmSpan, Privacy } from './llm-span.ts';

/** One call of a client's method, as the site made it. */
export interface LlmCall {
  /** The path known at build time, `chat.completions.create`; else the method's key alone. */
  readonly method: string;
  readonly self: unknown;
  readonly args: unknown[];
  /** Imports or types say what the receiver is; otherwise the call must look like one of the family's. */
  readonly proven: boolean;
  readonly site: SiteText;
  /** All that the build knows of the site. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What a call asks for, as far as it is known when it begins (semantic conventions: sampling-relevant). */
export interface LlmRequest {
  /** `gen_ai.operation.name`; '' for what is none of a model's, and only stands beside such. */
  readonly operation: string;
  /** `gen_ai.request.model`; '' where the call names none. */
  readonly model: string;
  /** `gen_ai.provider.name`. */
  readonly provider: string;
  /** The client's base URL, for `server.address` and `server.port`. */
  readonly baseUrl?: string | undefined;
  readonly stream: boolean;
  readonly attributes: Attributes;
  /** CLIENT by default; INTERNAL for what runs in this process: agents, workflows, tools. */
  readonly kind?: SpanKind;
  /** What follows the operation in the span's name, where that is not the model. */
  readonly subject?: string;
  readonly privacy?: Privacy;
}

export interface Adapter {
  /** undefined: this is no call of a model, and it is none of our business. */
  request(call: LlmCall): LlmRequest | undefined;
  /** Reads a whole response; called more than once for a call that loops over tools. */
  response(llmSpan: LlmSpan, body: unknown): void;
  /** Reads one chunk of a streamed response. */
  chunk(llmSpan: LlmSpan, chunk: unknown): void;
  /**
   * Events of an emitter stream that carry a chunk or a whole response, by name; `touch` only tells that
   * something came, where the whole comes too.
   */
  readonly events?: Readonly<Record<string, 'chunk' | 'response' | 'touch'>>;
  /**
   * A last look at the call before it is made, its span not yet active. What it returns is what the method
   * gets instead of the author's arguments: a callback that is watched, a copy that carries the context.
   */
  prepare?(llmSpan: LlmSpan, call: LlmCall): unknown[] | undefined;
  /** Watches a result of a form that only this vendor has; false: it is watched like any other. */
  observe?(result: unknown, llmSpan: LlmSpan): boolean;
  /** Reads the request's messages, when content is asked for. */
  input?(llmSpan: LlmSpan, call: LlmCall): void;
}
