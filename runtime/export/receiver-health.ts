/** What a receiver's answers mean for what is sent to it next. */
import { shownUrl } from '../config/credentials.ts';
import type { Destination } from '../config/types/destination.ts';
import type { DeliveryReport } from '../core/pipeline/delivery-report.ts';
import type { Bytes } from '../platform/bytes.ts';
import { now } from '../platform/clock.ts';
import { byteLength } from './queue.ts';
import { backoff } from './retry.ts';
import type { Outcome } from './send.ts';

/** Large enough that a request costs little a span, small enough to join without a pause. */
const BATCH_BYTES = 256 * 1024;
/** Requests on their way at once; one while the receiver fails. */
const CONCURRENCY = 4;
/** Longest backoff in milliseconds: so soon is a receiver that is back noticed. And while somebody waits for a flush. */
const LONGEST = 2_000;
const HURRIED = 500;
/** Failures in a row that are worth a warning. */
const WORTH_TELLING = 3;
/** Answers in a row that say the receiver itself is broken (500), after which a batch is taken for the reason. */
const MOST_BROKEN = 12;
const MOST_REDIRECTS = 5;

/** What is to be done with a batch that came back: nothing, send it again, or make its one span smaller. */
export type NextStep = 'settled' | 'again' | 'trim';

type Answer<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

export interface HealthOptions {
  readonly destination: Destination;
  readonly report: DeliveryReport;
  /** Backoff after the first failure, in milliseconds. */
  readonly retryDelay: number;
}

export class ReceiverHealth {
  readonly #destination: Destination;
  readonly #report: DeliveryReport;
  readonly #retryDelay: number;
  url: string;
  exported = 0;
  lastError: string | undefined;
  batchBytes: number = BATCH_BYTES;
  failures = 0;
  /** Failures in a row to reach it at all, and answers in a row that it is broken. */
  #unreached = 0;
  #broken = 0;
  /** Nothing leaves before this moment: backoff, or what the receiver asked for. */
  notBefore = 0;
  #asked = false;
  #redirects = 0;

  constructor({ destination, report, retryDelay }: HealthOptions) {
    this.#destination = destination;
    this.#report = report;
    this.#retryDelay = retryDelay;
    this.url = destination.url;
  }

  get destination(): Destination {
    return { ...this.#destination, url: this.url };
  }

  /** The address without what may be secret in it. */
  get name(): string {
    return shownUrl(this.url);
  }

  get concurrency(): number {
    return this.failures > 0 ? 1 : CONCURRENCY;
  }

  /** After so many `attempts`; a single one may fail in any way. */
  isAbsent(attempts: number): boolean {
    return this.#unreached >= attempts || (attempts === 1 && this.failures > 0);
  }

  /** Somebody waits: the next attempt is now, unless the receiver itself named a time. */
  expedite(): void {
    if (!this.#asked) this.notBefore = 0;
  }

  nextStep(batch: readonly Bytes[], outcome: Outcome, hurried: boolean): NextStep {
    switch (outcome.kind) {
      case 'taken':
        return this.#taken(batch, outcome);
      case 'retry':
        return this.#isHopeless(outcome)
          ? this.#refused(batch, brokenBy(outcome))
          : this.#failed(outcome, hurried);
      case 'too_large':
        this.batchBytes = Math.max(byteLength(batch) >> 1, 1);
        return batch.length > 1 ? 'again' : 'trim';
      case 'moved':
        return this.#moved(batch, outcome);
      case 'refused':
        return this.#refused(batch, outcome);
    }
  }

  #taken({ length }: readonly Bytes[], { verdict }: Answer<'taken'>): NextStep {
    const rejected = Math.min(verdict.rejected, length);
    const { message } = verdict;
    this.#answered();
    this.batchBytes = Math.min(this.batchBytes * 1.1, BATCH_BYTES);
    this.exported += length - rejected;
    this.#report.drop('partial', rejected);
    if (rejected > 0 || message) this.#warn(`took a batch but ${rejected} of ${length} spans`, message);
    return 'settled';
  }

  /** Whatever is sent, it answers that it is broken; what comes next may be another matter. */
  #isHopeless({ status }: Answer<'retry'>): boolean {
    this.#broken = status === 500 ? this.#broken + 1 : 0;
    return this.#broken > MOST_BROKEN;
  }

  #failed({ error, after, status }: Answer<'retry'>, hurried: boolean): NextStep {
    // Batches that were on their way together fail together: that is one failure.
    const first = now() >= this.notBefore;
    if (first) this.failures++;
    this.#unreached = status === undefined ? this.#unreached + 1 : 0;
    this.#asked = after !== undefined || (this.#asked && !first);
    const wait = after ?? backoff(this.failures, this.#retryDelay, hurried ? HURRIED : LONGEST);
    this.notBefore = Math.max(this.notBefore, now() + wait);
    this.#note(error);
    if (this.failures >= WORTH_TELLING && !this.#destination.optional) {
      this.#warn('does not take spans; they wait', error);
    }
    return 'again';
  }

  #moved(batch: readonly Bytes[], { url }: Answer<'moved'>): NextStep {
    if (this.#redirects++ >= MOST_REDIRECTS) {
      return this.#refused(batch, { kind: 'refused', reason: 'not_otlp', error: 'redirects in a circle' });
    }
    this.url = url;
    return 'again';
  }

  #refused({ length }: readonly Bytes[], { reason, error }: Answer<'refused'>): NextStep {
    this.#answered();
    this.#note(error);
    this.#report.drop(reason, length);
    const { credentials = 'OTEL_EXPORTER_OTLP_HEADERS' } = this.#destination;
    const hint = reason === 'unauthorized' ? `look at ${credentials}: ` : '';
    this.#warn(`refused ${length} spans`, `${hint}${error}`);
    return 'settled';
  }

  #answered(): void {
    this.failures = 0;
    this.#unreached = 0;
    this.#broken = 0;
    this.#redirects = 0;
    this.#asked = false;
  }

  #note(error: string): void {
    this.lastError = this.#shown(error);
    this.#report.lastError = `${this.name}: ${this.lastError}`;
  }

  #warn(what: string, why: string): void {
    this.#report.warn(`${this.name} ${what}: ${this.#shown(why)}`);
  }

  /** Without our credentials, which some receivers repeat in their answers. */
  #shown(text: string): string {
    const { headers = {} } = this.#destination;
    const secrets = Object.values(headers).flatMap((value) => [value, ...value.split(' ')]);
    return secrets
      .filter(({ length }) => length >= 6)
      .reduce((shown, each) => shown.replaceAll(each, '…'), text);
  }
}

const brokenBy = ({ error }: Answer<'retry'>): Answer<'refused'> => ({
  kind: 'refused',
  reason: 'rejected',
  error,
});
