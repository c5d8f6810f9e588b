/** One message of an answer, put together from what a stream brings, in the order in which it came. */
import { textOf } from '../../../platform/unknown.ts';
import { LONGEST_TEXT, MOST_PARTS, nameOf, shortened } from './bounds.ts';
import { textOrJson } from './content.ts';
import type { Part } from './part.ts';

type Growing = { type: string; [field: string]: unknown };

/** One piece of a tool's call; vendors leave out what they like. */
export interface CallPiece {
  readonly id?: unknown;
  /** Its place among the calls. Some servers send 0 for each of them. */
  readonly index?: unknown;
  readonly name?: unknown;
  /** JSON text, a piece of it, or an object. */
  readonly args?: unknown;
}

/** How often the arguments of one message are parsed to see whether they are whole. */
const MOST_LOOKS = 64;

export class Message {
  readonly role: string;
  readonly parts: Growing[] = [];
  finishReason: string | undefined;
  readonly #byKey = new Map<unknown, Growing>();
  readonly #calls: { readonly part: Growing; readonly index: unknown }[] = [];
  #room = LONGEST_TEXT;
  #looks = 0;

  constructor(role = 'assistant') {
    this.role = role;
  }

  /** More of a part's text; parts with the same key are one. */
  say(type: 'text' | 'reasoning', more: unknown, key: unknown = type): void {
    const text = textOf(more);
    if (text === '') return;
    const known = this.#byKey.get(key) ?? this.add({ type, content: '' }, key);
    if (known !== undefined) this.#grow(known, 'content', text);
  }

  /** Thoughts go before what was thought out, wherever a server sends them. */
  think(more: unknown): void {
    if (textOf(more) === '') return;
    if (!this.#byKey.has('reasoning')) {
      const part = { type: 'reasoning', content: '' };
      this.#byKey.set('reasoning', part);
      this.parts.unshift(part);
    }
    this.say('reasoning', more);
  }

  /** A piece with the id or index of a call is joined to it; a new id begins a new call. */
  call({ id, index, name, args }: CallPiece): void {
    const text =
      typeof args === 'string' ? args : args === undefined || args === null ? '' : textOrJson(args);
    const known = this.#callOf(nameOf(id), index ?? undefined, nameOf(name), text);
    if (known !== undefined) {
      known.id ??= nameOf(id) || null;
      known.name ||= nameOf(name);
      return this.#grow(known, 'arguments', text);
    }
    const part = this.add({ type: 'tool_call', id: nameOf(id) || null, name: nameOf(name), arguments: '' });
    if (part === undefined) return;
    this.#calls.push({ part, index: index ?? undefined });
    this.#grow(part, 'arguments', text);
  }

  /** undefined where there is no room for another. */
  add(part: Part, key?: unknown): Growing | undefined {
    if (this.parts.length >= MOST_PARTS) return undefined;
    const copy = { ...part };
    this.parts.push(copy);
    if (key !== undefined) this.#byKey.set(key, copy);
    return copy;
  }

  /** A part of a delta: words go on where words were, all else is whole. */
  take(part: Part): void {
    if (part.type === 'reasoning') this.think(part.content);
    else if (part.type === 'text') this.say('text', part.content);
    else this.add(part);
  }

  /** Words go on where the last part ended, if it is of their kind; all else is whole. */
  join(part: Part): void {
    const last = this.parts.at(-1);
    const goesOn = last?.type === part.type && (part.type === 'text' || part.type === 'reasoning');
    if (goesOn) this.#grow(last, 'content', textOf(part.content));
    else this.add(part);
  }

  /** An answer that is spoken, by its transcript. */
  speak(more: unknown): void {
    const known =
      this.#byKey.get('audio') ?? this.add({ type: 'blob', modality: 'audio', content: '' }, 'audio');
    if (known !== undefined) this.#grow(known, 'transcript', textOf(more));
  }

  addAll(parts: readonly Part[]): void {
    for (const part of parts) this.add(part);
  }

  /** More of whatever the part of this key has: arguments of a call, or text. */
  more(key: unknown, text: unknown): void {
    const part = this.#byKey.get(key);
    if (part === undefined) return;
    if (typeof part.server_tool_call !== 'object') {
      return this.#grow(part, part.type === 'tool_call' ? 'arguments' : 'content', textOf(text));
    }
    const call = { ...(part.server_tool_call as Growing) };
    this.#grow(call, 'arguments', textOf(text));
    part.server_tool_call = call;
  }

  has(key: unknown): boolean {
    return this.#byKey.has(key);
  }

  #grow(part: Growing, field: string, more: string): void {
    const piece = shortened(more, this.#room);
    this.#room -= piece.length;
    part[field] = textOf(part[field]) + piece;
  }

  #callOf(id: string, index: unknown, name: string, args: string): Growing | undefined {
    const ofIndex =
      index === undefined ? this.#calls.at(-1) : this.#calls.findLast((it) => it.index === index);
    if (id !== '' && ofIndex?.part.id !== null) {
      const same = this.#calls.findLast((it) => it.part.id === id);
      return index === undefined || same?.index === index ? same?.part : undefined;
    }
    if (ofIndex === undefined || name === '') return ofIndex?.part;
    // Whole calls, one after the other, by servers that number none of them.
    const isOther = index === undefined && name !== ofIndex.part.name;
    return isOther || (args.startsWith('{') && this.#isWhole(ofIndex.part)) ? undefined : ofIndex.part;
  }

  #isWhole(part: Growing): boolean {
    return this.#looks++ < MOST_LOOKS && isWhole(textOf(part.arguments));
  }
}

function isWhole(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
