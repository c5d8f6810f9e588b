/** A client as data: which methods of which modules' instances are calls worth a span. */
import type { Helper } from '../../edit.ts';
import type { SiteKind } from '../../site.ts';

/** An LLM SDK, a queue's client, an HTTP client: whatever has methods that leave the process. */
export interface MethodClient {
  readonly name: string;
  readonly helper: Helper;
  /** Modules whose exports are this vendor's clients; `pkg/*` matches every entry point but the main one. */
  readonly modules: readonly string[];
  readonly hints: readonly string[];
  /** Methods of an instance, as paths: `chat.completions.create`. */
  readonly methods: Readonly<Record<string, Method>>;
  /** Exports that are instances already. */
  readonly instances?: readonly string[];
  /** Functions that the modules export and programs call without a receiver. */
  readonly functions?: readonly string[];
  /** Every call of the modules' exports returns an instance, not only `new`. */
  readonly makes?: boolean;
  /** Default `llm`. */
  readonly kind?: SiteKind;
  /** What programs call an instance; `name()` matches the result of a function of that name. */
  readonly named?: RegExp;
  /** What the site tells its helper of every method. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface Method {
  /**
   * Also matched on a receiver of unknown origin, where the wrap decides at run time: `distinct` always;
   * `weak` only where the arguments do not rule it out (`messages.create` is Twilio's as well); `named` only
   * where the receiver is named like the client (`agent.invoke(…)`) and, where there are keys, the argument
   * is a literal that has all of them (`ollama.chat({ … })`).
   */
  readonly shape?: 'distinct' | 'weak' | 'named';
  /** Keys of which the first argument must have one, where it is an object literal. */
  readonly keys?: readonly string[];
  /** What the receiver's path must end in, for a match by shape: `chats.create()`. */
  readonly after?: readonly string[];
  /** Classes of the modules of which the first argument must be an instance; that proves the call, too. */
  readonly commands?: readonly string[];
  /** Names left of the method that make it something else: `threads.messages.create`. */
  readonly unless?: readonly string[];
  /** What must stand in its first argument, or, where that is a name, in the file: `query` is any query. */
  readonly says?: RegExp;
  /** What the site tells its helper of this method. */
  readonly facts?: Readonly<Record<string, string>>;
}
