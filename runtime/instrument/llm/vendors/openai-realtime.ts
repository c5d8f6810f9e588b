/**
 * OpenAI's Realtime API over a WebSocket, by its SDK's classes or a socket of the program's own: a span a response,
 * from what asked for it to `response.done`, which has what it said and used.
 *
 *   `const rt = $ot.openaiRealtime(site, new OpenAIRealtimeWS({ model }))`
 */
import { activeSpan, isRecordedBelow, runWithSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { watchPromise } from '../../../platform/watch-promise.ts';
import type { Span } from '../../../trace/span.ts';
import type { SiteText } from '../../call/site.ts';
import { setCode } from '../../semconv/code.ts';
import { nameOf, someOf } from '../content/bounds.ts';
import { historyOf } from '../content/history.ts';
import { partsOf } from '../content/parts.ts';
import type { LlmSpan } from '../llm-span.ts';
import { baseUrlOf, providerOf } from '../provider.ts';
import { startLlmSpan } from '../start-span.ts';
import { defineHidden } from '../tap-result.ts';
import { openaiUsage } from './openai.ts';
import { readResponse } from './openai-responses.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Socket = Record<string, Method | undefined>;

/** What a socket's responses have in common. */
interface Session {
  readonly site: SiteText;
  /** Whoever opened it: a response that nobody asked for is theirs. */
  readonly opener: Span | undefined;
  readonly url: string;
  model: string;
  instructions: unknown;
  /** Items of the conversation since the last response. */
  asked: unknown[];
  /** Asked for, and not created yet. */
  readonly waiting: LlmSpan[];
  readonly running: Map<string, LlmSpan>;
}

const MOST_ASKED = 256;

export function openaiRealtime<T>(site: SiteText, made: T): T {
  const opener = activeSpan();
  if (made instanceof Promise)
    watchPromise(
      made,
      (socket) => watchSocket(site, opener, socket),
      () => {},
    );
  else watchSocket(site, opener, made);
  return made;
}

function watchSocket(site: SiteText, opener: Span | undefined, made: unknown): void {
  tryOrReport(() => {
    const socket = made as Socket;
    const { url } = fieldsOf(made);
    const address = url instanceof URL ? url.href : textOf(url);
    const model = nameOf(baseUrlOf(address)?.searchParams.get('model'));
    const session: Session = {
      site,
      opener,
      url: address,
      model,
      instructions: undefined,
      asked: [],
      waiting: [],
      running: new Map(),
    };
    const take = (data: unknown): void => void tryOrReport(() => hear(session, eventOf(data)));
    const close = (): void => abandonAll(session);
    tapMethod(socket, 'send', ([event]) => tryOrReport(() => say(session, eventOf(event))));
    if (typeof socket._emit === 'function') {
      tapMethod(socket, '_emit', ([name, event]) => {
        if (name === 'event') take(event);
        else if (name === 'close') close();
      });
      const { on } = fieldsOf(fieldsOf(made).socket);
      if (typeof on === 'function') on.call(fieldsOf(made).socket, 'close', close);
    } else if (typeof socket.emit === 'function')
      tapMethod(socket, 'emit', ([name, data]) => {
        if (name === 'message') take(data);
        else if (name === 'close') close();
      });
    else {
      socket.addEventListener?.('message', (event: unknown) => take(fieldsOf(event).data));
      socket.addEventListener?.('close', close);
    }
  });
}

function tapMethod(socket: Socket, key: string, see: (args: readonly unknown[]) => void): void {
  const method = socket[key];
  if (typeof method !== 'function') return;
  defineHidden(socket, key, function (this: unknown, ...args: unknown[]) {
    see(args);
    return method.apply(this, args);
  });
}

/** An object, or its JSON as text or bytes. */
function eventOf(data: unknown): Fields {
  const json = data instanceof Uint8Array ? new TextDecoder().decode(data) : data;
  if (typeof json !== 'string') return fieldsOf(json);
  // Sounds are long, and say nothing here.
  return /^\{[^{}]{0,200}"(?:input_audio_buffer\.append|response\.(?:output_)?audio\.delta)"/.test(json)
    ? { type: 'audio' }
    : fieldsOf(JSON.parse(json));
}

/** What the program sends. */
function say(session: Session, event: Fields): void {
  if (event.type === 'session.update') noteSession(session, event.session);
  else if (event.type === 'conversation.item.create') {
    if (session.asked.length < MOST_ASKED) session.asked.push(event.item);
  } else if (event.type === 'response.create')
    session.waiting.push(...begin(session, activeSpan() ?? session.opener, event.response));
}

function noteSession(session: Session, noted: unknown): void {
  const { model, instructions } = fieldsOf(noted);
  session.model = nameOf(model) || session.model;
  session.instructions = instructions ?? session.instructions;
}

function begin(session: Session, parent: Span | undefined, asked?: unknown): LlmSpan[] {
  if (!isRecordedBelow(parent)) return [];
  const { input, instructions = session.instructions } = fieldsOf(asked);
  const llmSpan = runWithSpan(parent, () =>
    startLlmSpan({
      operation: 'chat',
      model: session.model,
      provider: providerOf({ baseURL: session.url }, 'openai'),
      baseUrl: session.url,
      stream: true,
      attributes: { 'openai.api.type': 'realtime' },
    }),
  );
  setCode(llmSpan.span, session.site);
  if (llmSpan.showsInput) {
    if (textOf(instructions) !== '') llmSpan.setContent('gen_ai.system_instructions', partsOf(instructions));
    llmSpan.setContent('gen_ai.input.messages', historyOf(input ?? session.asked));
  }
  session.asked = [];
  return [llmSpan];
}

/** What the server sends. */
function hear(session: Session, event: Fields): void {
  const type = textOf(event.type);
  const response = fieldsOf(event.response);
  const id = nameOf(response.id ?? event.response_id);
  if (type === 'session.created' || type === 'session.updated') noteSession(session, event.session);
  else if (type === 'response.created') {
    const [llmSpan] = session.waiting.length > 0 ? [session.waiting.shift()] : begin(session, session.opener);
    if (llmSpan !== undefined) session.running.set(id, llmSpan);
  } else if (type === 'response.done') finish(session, id, response);
  else if (type === 'error') session.waiting.shift()?.fail(Object.assign(new Error(), fieldsOf(event.error)));
  else if (type.endsWith('.delta') || type === 'audio')
    for (const it of id === '' ? session.running.values() : [session.running.get(id)]) it?.markChunk();
}

function finish({ running, model }: Session, id: string, response: Fields): void {
  const llmSpan = running.get(id);
  if (llmSpan === undefined) return;
  running.delete(id);
  llmSpan.setResponseIds(id, response.model ?? model);
  const { type, reason, error } = fieldsOf(response.status_details);
  const incomplete_details = { reason: type === 'incomplete' ? reason : undefined };
  readResponse(
    llmSpan,
    {
      ...response,
      error: response.error ?? error,
      incomplete_details,
      output: someOf(response.output).map(spokenItem),
    },
    openaiUsage,
  );
  llmSpan.end();
}

/** What is spoken is told by its transcript. */
function spokenItem(item: unknown): unknown {
  const { content, ...rest } = fieldsOf(item);
  if (!Array.isArray(content)) return item;
  return {
    ...rest,
    content: someOf(content).map((it) => ({
      ...fieldsOf(it),
      type: nameOf(fieldsOf(it).type).replace(/^(?:output_)?audio$/, 'audio'),
    })),
  };
}

/** The connection is gone. */
function abandonAll({ waiting, running }: Session): void {
  for (const llmSpan of [...waiting.splice(0), ...running.values()]) llmSpan.cancel();
  running.clear();
}
