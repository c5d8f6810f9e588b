/** What a model answers: a message for each choice, and why each ended. */
import { choiceIndex, nameOf } from './bounds.ts';
import { Message } from './message.ts';
import type { OutputMessage, Part } from './part.ts';

export class Answer {
  /** Content is asked for. */
  readonly #isShown: boolean;
  /** One per choice that is known of; undefined for a reason that has not come. */
  readonly #reasons = new Map<number, string | undefined>();
  /** As they came: `jsonOf` redacts and cuts them at the end. */
  readonly #messages = new Map<number, Message>();

  constructor(isShown: boolean) {
    this.#isShown = isShown;
  }

  get isBegun(): boolean {
    return this.#reasons.size > 0;
  }

  /** An answer of this choice has begun: a reason for its end should come. */
  expectFinish(choice: unknown = 0): void {
    const index = choiceIndex(choice);
    if (index !== undefined && !this.#reasons.has(index)) this.#reasons.set(index, undefined);
  }

  /** '' says nothing of the reason, and is waited for. */
  finish(choice: unknown, reason: unknown): void {
    const index = choiceIndex(choice);
    const said = nameOf(reason);
    if (said === '') this.expectFinish(choice);
    else if (index !== undefined) this.#reasons.set(index, said);
  }

  /** The vendor refused to answer, or to hand on what was answered. */
  blocked(reason: unknown): void {
    if (nameOf(reason) !== '') this.finish(0, nameOf(reason).toLowerCase());
  }

  /** The message of a choice; undefined where content is not shown, or no answer has such a choice. */
  message(choice: unknown = 0): Message | undefined {
    const index = this.#isShown ? choiceIndex(choice) : undefined;
    if (index === undefined) return undefined;
    const message = this.#messages.get(index) ?? new Message();
    this.#messages.set(index, message);
    return message;
  }

  /** Forgets what was said so far: the whole of it comes now. */
  restart(): void {
    this.#messages.clear();
    this.#reasons.clear();
  }

  /** Before a further answer of a call that loops over tools: only its last one says why it ended. */
  nextTurn(): void {
    this.#reasons.clear();
  }

  /** A whole message, after those that were said already. */
  said(parts: readonly Part[], reason?: unknown, role = 'assistant'): void {
    const index = this.#isShown ? choiceIndex(undefined, this.#messages.size) : undefined;
    if (index === undefined) return;
    const message = new Message(role);
    message.addAll(parts);
    message.finishReason = nameOf(reason) || undefined;
    this.#messages.set(index, message);
  }

  /** In the order of the choices. */
  get reasons(): (string | undefined)[] {
    return inOrder(this.#reasons).map(([, reason]) => reason);
  }

  get messages(): OutputMessage[] {
    return inOrder(this.#messages).map(([choice, { role, parts, finishReason }]) => ({
      role,
      parts,
      finish_reason: finishReason ?? this.#reasons.get(choice),
    }));
  }
}

const inOrder = <T>(byChoice: ReadonlyMap<number, T>): [number, T][] =>
  [...byChoice].sort(([a], [b]) => a - b);
