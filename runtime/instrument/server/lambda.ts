/**
 * Handlers of AWS Lambda, and of what imitates it. Lambda freezes the process with the result, so the
 * result waits until the spans have been sent: for a second at most, and never into the function's timeout.
 */
import { env } from '../../config/env.ts';
import { runIn } from '../../core/active-span.ts';
import { attempt } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { CONSUMER, SERVER } from '../../trace/span.ts';
import { openScope, type Scope } from '../call/body-scope.ts';
import type { Callable } from '../call/helper.ts';
import { resemble } from '../call/mimic.ts';
import type { Work } from '../call/operation.ts';
import { run } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { consumption, invocation } from '../messaging/consume.ts';
import { beginRequest } from './handler.ts';
import type { NodeRequest } from './request-match.ts';
import { openExchange } from './server-span.ts';
import { ship } from './wait-until.ts';

/** Milliseconds that spans may delay a result, and that are left to the function's own timeout. */
const LONGEST = 1_000;
const MARGIN = 200;
/** While the receiver is down not every result is to be late. */
const IMPATIENT = 100;

/** `(event, context, callback)`: what is used of the second, or of a streaming handler's third. */
interface Context {
  readonly awsRequestId: string;
  readonly functionName?: string;
  readonly invokedFunctionArn?: string;
  getRemainingTimeInMillis(): number;
}

type Event = Readonly<Record<string, unknown>>;
type Callback = (error: unknown, result?: unknown) => unknown;

/** `$ot.lambda(site, fn)`; outside of Lambda it is `handler`. */
export function lambda<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  const original = fn as unknown as Callable;
  const { handler } = {
    handler(this: unknown, ...args: unknown[]) {
      const work = beginInvocation(site, args);
      return work?.sent === undefined
        ? run(original, this, args, work)
        : invoke(original, this, args, work as Sent);
    },
  };
  return resemble(handler, fn);
}

/** Enters the body of a declared one, which waits for `exit`; see `Enter.waits`. */
export const enterLambda = (site: SiteText, kind: number, args: ArrayLike<unknown>): Scope =>
  openScope(beginInvocation(site, args), kind);

type Sent = Work & { sent(): Promise<void> };

function invoke(original: Callable, self: unknown, args: unknown[], work: Sent): unknown {
  const callback = args[2];
  const callsBack = typeof callback === 'function' && original.length > 2;
  const given = callsBack ? args.with(2, calledBack(callback as Callback, work)) : args;
  let result: unknown;
  try {
    result = runIn(work.span, () => original.apply(self, given));
  } catch (error) {
    work.fail(error);
    throw error;
  }
  if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') return waits(result, work);
  if (!callsBack) work.settle(result);
  return result;
}

const calledBack =
  (callback: Callback, work: Sent): Callback =>
  (error, result) => {
    if (error) work.fail(error);
    else work.settle(result);
    void work.sent().then(() => callback(error, result));
  };

async function waits(result: unknown, work: Sent): Promise<unknown> {
  try {
    const value: unknown = await result;
    work.settle(value);
    return value;
  } catch (error) {
    work.fail(error);
    throw error;
  } finally {
    await work.sent();
  }
}

function beginInvocation(site: SiteText, args: ArrayLike<unknown>): Work | undefined {
  const context = [args[1], args[2]].find(isContext);
  if (context === undefined) return beginRequest(site, args);
  return attempt(() => {
    const event = Object(args[0]) as Event;
    const work = requestWork(site, event) ?? eventWork(event, context);
    work.span
      .set('faas.invocation_id', context.awsRequestId)
      .set('cloud.resource_id', context.invokedFunctionArn);
    const waits = settings().recording && env('AWS_LAMBDA_FUNCTION_NAME') !== undefined;
    return waits ? { ...work, sent: () => sendWithin(timeFor(context)) } : work;
  });
}

const isContext = (value: unknown): value is Context => {
  const { awsRequestId, getRemainingTimeInMillis } = Object(value) as Partial<Context>;
  return typeof awsRequestId === 'string' && typeof getRemainingTimeInMillis === 'function';
};

let isPatient = true;

async function sendWithin(ms: number): Promise<void> {
  isPatient = await ship(isPatient ? ms : Math.min(ms, IMPATIENT));
}

const timeFor = (context: Context): number =>
  Math.max(0, Math.min(LONGEST, context.getRemainingTimeInMillis() - MARGIN));

/** API Gateway in both its formats, function URLs and load balancers. */
function requestWork(site: SiteText, event: Event): Work | undefined {
  const request = requestOf(event);
  if (request === undefined) return undefined;
  const exchange = openExchange({ request, invocation: true });
  exchange.learnRoute(routeOf(event) ?? siteOf(site).facts['http.route']);
  exchange.span.set('faas.trigger', 'http');
  return {
    span: exchange.span,
    settle: (result) => exchange.end(statusOf(result)),
    fail(error) {
      exchange.note(error);
      exchange.end(undefined);
    },
  };
}

function requestOf(event: Event): NodeRequest | undefined {
  const { headers, httpMethod, path, rawPath, rawQueryString } = event;
  const { http } = Object(event.requestContext) as { http?: { method?: unknown; path?: unknown } };
  const method = httpMethod ?? http?.method;
  const to = rawPath ?? path ?? http?.path;
  if (typeof method !== 'string' || typeof to !== 'string') return undefined;
  const query = typeof rawQueryString === 'string' ? rawQueryString : queryOf(event);
  const named = Object.entries(Object(headers ?? event.multiValueHeaders) as Record<string, string>);
  return {
    method,
    url: query === '' ? to : `${to}?${query}`,
    headers: Object.fromEntries(named.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function queryOf({ queryStringParameters, multiValueQueryStringParameters }: Event): string {
  const query = Object(multiValueQueryStringParameters ?? queryStringParameters) as Record<string, unknown>;
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, String(value)]),
  );
  return new URLSearchParams(pairs).toString();
}

/** `/users/{id}`, or `GET /users/{id}`. */
function routeOf({ resource, routeKey }: Event): string | undefined {
  const route = typeof resource === 'string' ? resource : String(routeKey ?? '').replace(/^[A-Z]+ /, '');
  return route.startsWith('/') && !route.includes('{proxy+}') ? route : undefined;
}

/** What is no response is made one of status 200. */
function statusOf(result: unknown): number {
  const { statusCode } = Object(result) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 200;
}

/** Messages of SQS and SNS bring carriers; schedules and direct invocations, in the event itself. */
function eventWork(event: Event, { functionName = 'lambda' }: Context): Work {
  const records = Array.isArray(event.Records) ? (event.Records as Event[]) : undefined;
  if (records === undefined) {
    const trigger = event.source === 'aws.events' ? 'timer' : 'other';
    return invocation(functionName, SERVER, { 'faas.trigger': trigger }, [event]);
  }
  const [first = {}] = records;
  const system = String(first.eventSource ?? first.EventSource).replace(/^aws:/, '');
  const { TopicArn: topic = '' } = Object(first.Sns) as { TopicArn?: unknown };
  const queue =
    String(first.eventSourceARN ?? topic)
      .split(':')
      .at(-1) || functionName;
  const messages = records.map((record) => record.Sns ?? record);
  return system === 'sqs' || system === 'sns'
    ? consumption(`aws_${system}`, queue, messages, { 'faas.trigger': 'pubsub' })
    : invocation(functionName, CONSUMER, { 'faas.trigger': 'datasource' }, messages);
}
