/**
 * The behaviour matrix: each case is one thing that programs do with a client. It runs untouched and
 * wrapped against the same loopback server; what it says must be the same, and the wrapped run must make
 * exactly the spans that the case expects.
 */
import {
  ai,
  anthropic,
  bedrock,
  cohere,
  google,
  huggingface,
  langchain,
  mcp,
  mistral,
  ollama,
  openai,
  replicate,
} from 'onetrace/inject';
import { type LlmServer, startLlmServer } from '../../examples/llm-server/server.ts';
import { init } from '../../runtime/api/lifecycle.ts';
import type { Pipeline } from '../../runtime/core/contracts.ts';
import { state } from '../../runtime/core/state.ts';
import type { Span } from '../../runtime/trace/span.ts';

/** Calls a method as a site does: `on(client.chat.completions, 'create')(body)`. */
export type On = <T extends object, K extends keyof T>(receiver: T, key: K, path: string) => T[K];

export interface World {
  readonly url: string;
  readonly on: On;
  /** Resolves when the program has seen the n-th chunk; the server's next one waits for it. */
  readonly saw: (chunk: number) => void;
}

export interface Case {
  readonly name: string;
  /** What the program sees; compared with `toEqual`. */
  run(world: World): Promise<unknown>;
  /** Names of the spans that the wrapped run makes, by default one. */
  readonly spans?: readonly string[];
  /** Attributes that its first span has. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** `error.type` of its first span. */
  readonly error?: string;
  /** The outermost of several spans, where the first to end is another. */
  readonly root?: { readonly kind: number; readonly attributes: Readonly<Record<string, unknown>> };
  /** The library does not tell when its first chunk came. */
  readonly untimed?: true;
}

export interface Seen {
  readonly said: unknown;
  readonly spans: readonly Span[];
}

const untouched: On = (receiver, key) =>
  (receiver[key] as (...args: never[]) => unknown).bind(receiver) as never;

const HELPERS = {
  ai,
  anthropic,
  bedrock,
  cohere,
  google,
  huggingface,
  langchain,
  mcp,
  mistral,
  ollama,
  openai,
  replicate,
};

export type HelperName = keyof typeof HELPERS;

export const wrappedBy =
  (helper: keyof typeof HELPERS): On =>
  (receiver, key, path) =>
    HELPERS[helper](`case.ts:1:1#test?method=${path}&proven=1`, receiver, key);

/** The server holds chunk n + 1 until the program says that it saw chunk n. */
export function gate(): { before(chunk: number, model: string): Promise<void>; saw(chunk: number): void } {
  const seen = new Map<number, () => void>();
  const waits = new Map<number, Promise<void>>();
  const wait = (chunk: number) => {
    if (!waits.has(chunk)) waits.set(chunk, new Promise((resolve) => seen.set(chunk, resolve)));
    return waits.get(chunk) as Promise<void>;
  };
  return {
    before: async (chunk, model) => (chunk === 0 || model !== 'paced' ? undefined : wait(chunk - 1)),
    saw(chunk) {
      wait(chunk);
      seen.get(chunk)?.();
    },
  };
}

export async function runCase(it: Case, helper: keyof typeof HELPERS | undefined): Promise<Seen> {
  const paced = gate();
  const server: LlmServer = await startLlmServer({ pace: paced });
  const spans: Span[] = [];
  init({ serviceName: 'matrix', ignoreRequests: /./ });
  const pipeline: Partial<Pipeline> = {
    add: (more) => spans.push(...more),
    flush: async () => {},
    shutdown: async () => {},
  };
  state.pipeline = pipeline as Pipeline;
  const { floor } = state;
  if (helper === undefined) state.floor = undefined; // untouched is untouched
  try {
    const on = helper === undefined ? untouched : wrappedBy(helper);
    const said = await it.run({ url: server.url, on, saw: paced.saw });
    await new Promise((resolve) => setTimeout(resolve, 10));
    return { said: { said, requests: server.requests.length }, spans };
  } finally {
    state.floor = floor;
    await server.close();
  }
}

/** What a thrown error is to its program. */
export const failure = async (run: () => unknown): Promise<unknown> => {
  try {
    return { value: await run() };
  } catch (error) {
    const { name, message, status, code } = error as Error & { status?: number; code?: unknown };
    // Each run has a server of its own.
    const said = message.replace(/127\.0\.0\.1:\d+/, '127.0.0.1');
    return { kind: (error as object).constructor.name, name, message: said, status, code };
  }
};

export async function collect(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const chunks: unknown[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}
