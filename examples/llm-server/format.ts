/** The contract of a wire format: which requests are its own, and what it answers. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly json: unknown }
  /** Events are sent one by one; what yields between them decides when. */
  | { readonly events: AsyncIterable<string | Uint8Array>; readonly type?: string }
  | { readonly bytes: Uint8Array; readonly type: string };

export const json = (body: unknown): Answer => ({ status: 200, json: body });

export interface Format {
  readonly name: string;
  /** undefined: not a request of this format. */
  answer(asked: Asked, pace: Pace): Answer | undefined;
}

/** Holds the stream of a model named `paced` before each chunk, until the test lets it go on. */
export interface Pace {
  before(chunk: number, model: string): Promise<void>;
}

export const words = (text: string): string[] => text.match(/\S+\s*/g) ?? [];

/** Models named for what goes wrong: `error-429`, `error-400`; undefined for all others. */
export function statusOf(model: unknown): number | undefined {
  const match = /^error-(\d{3})$/.exec(String(model));
  return match ? Number(match[1]) : undefined;
}

/** What the last user message asks, as text. */
export function lastQuestion(messages: unknown): string {
  const list = Array.isArray(messages) ? (messages as { role?: string; content?: unknown }[]) : [];
  const content = list.findLast(({ role }) => role === 'user' || role === undefined)?.content;
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map((it: { text?: string }) => it.text ?? '').join('') : '';
}

export const replyTo = (question: string): string =>
  question === '' ? 'Hello from the loopback model.' : `You asked: ${question.slice(0, 200)}`;
