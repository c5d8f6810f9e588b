/** What the client of a broker is, as data: where a message takes its carrier, and where its consumer finds it. */
import type { Attributes } from '../../trace/attribute.ts';
import type { Callable } from '../call/helper.ts';
import type { SiteText } from '../call/site.ts';

/** `traceparent`, and `tracestate` and `baggage` where there are such, as name and value. */
export type CarrierFields = readonly (readonly [name: string, value: string])[];

/** One call of a site, as its client's row sees it. */
export interface MessageCall {
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** A call that sends. */
export interface Outgoing {
  /** `messaging.destination.name`. */
  readonly destination: string;
  /** How many messages, where it is a batch. */
  readonly count?: number | undefined;
  /** The broker's host, where it is known. */
  readonly host?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** The arguments with the carrier in every message; the program's own objects are never changed. */
  carry(fields: CarrierFields): readonly unknown[];
  /** Makes the call, where a message takes its carrier from elsewhere than the arguments. */
  within?(fields: CarrierFields, call: () => unknown): unknown;
}

/** What a consumer was given. */
export interface Delivery {
  readonly destination: string;
  /** One for each message: whatever `parseCarrier` reads. */
  readonly carriers: readonly unknown[];
  /** The consumer takes several at a time. */
  readonly isBatch?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
  /** For `init({ messages })`. */
  readonly message?: unknown;
  /** Nobody has sent it: a clock has, as this says (`cron 0 4 * * *`). */
  readonly schedule?: string | undefined;
  /** The arguments' callback, which a consumer that takes it calls when it is done. */
  readonly done?: number | undefined;
}

/** Of the arguments of a consumer's callback; undefined where they are no message. */
export type ReadDelivery = (args: readonly unknown[]) => Delivery | undefined;

/** Makes a consumer of a callback. */
export type AsConsumer = (fn: Callable, read: ReadDelivery) => Callable;

export type Registers = (call: MessageCall, consumer: AsConsumer) => readonly unknown[];

export interface MessagingClient {
  /** `messaging.system`. */
  readonly system: string;
  /** Whether the receiver of a call, which only looks like one of this client's, is. */
  isClient?(self: unknown): boolean;
  /** Methods that send, by name; undefined where this call sends nothing that can carry. */
  readonly sends?: Readonly<Record<string, (call: MessageCall) => Outgoing | undefined>>;
  /** Methods that are given callbacks: their arguments, with those made consumers. */
  readonly registers?: Readonly<Record<string, Registers>>;
  /** Methods of another kind, whose arguments are prepared. */
  readonly prepares?: Readonly<Record<string, (call: MessageCall) => readonly unknown[]>>;
  /** Called with what a method has given, before the program has it. */
  readonly results?: Readonly<Record<string, (result: unknown, call: MessageCall, site: SiteText) => void>>;
  /** Values that stand in an argument, by the name of what they are handed to. */
  readonly values?: Readonly<
    Record<string, (value: unknown, consumer: AsConsumer, site: SiteText) => unknown>
  >;
  /** Of one message of a loop. */
  each?(message: unknown): Delivery | undefined;
}
