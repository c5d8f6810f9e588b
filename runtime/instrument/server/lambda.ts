/**
 * Handlers of AWS Lambda, and of what imitates it. Lambda freezes the process with the result, so the
 * result waits until the spans have been sent: for a second at most, and never into the function's timeout.
 */
import { env } from '../../config/env.ts';
import { runWithSpan } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { CONSUMER, SERVER } from '../../trace/span.ts';
import { openScope, type Scope } from '../call/body-scope.ts';
import type { Callable } from '../call/helper.ts';
import type { Operation } from '../call/operation.ts';
import { callingAs, isOneOfAKind, run } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { startConsumption, startInvocation } from '../messaging/consume.ts';
import { beginRequest, nameAs } from './handler.ts';
import type { NodeRequest } from './request-match.ts';
import { startServerSpan } from './server-span.ts';
import { flushWithin } from './wait-until.ts';

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
  if (isOneOfAKind(original)) return fn;
  nameAs(site, original);
  return callingAs(original, (self, args) => {
    const operation = beginInvocation(site, args);
    return operation?.delivered === undefined
      ? run(original, self, args, operation)
      : runInvocation(original, self, args, operation as Delivering);
  }) as T;
}

/** Enters the body of a declared one, which waits for `exit`; see `Enter.waits`. */
export const enterLambda = (site: SiteText, kind: number, args: ArrayLike<unknown>): Scope =>
  openScope(beginInvocation(site, args), kind);

type Delivering = Operation & { delivered(): Promise<void> };

function runInvocation(original: Callable, self: unknown, args: unknown[], operation: Delivering): unknown {
  const callback = args[2];
  const callsBack = typeof callback === 'function' && original.length > 2;
  const given = callsBack ? args.with(2, calledBack(callback as Callback, operation)) : args;
  let result: unknown;
  try {
    result = runWithSpan(operation.span, () => Reflect.apply(original, self, given));
  } catch (error) {
    operation.fail(error);
    throw error;
  }
  if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function')
    return waitDelivered(result, operation);
  if (!callsBack) operation.settle(result);
  return result;
}

const calledBack =
  (callback: Callback, operation: Delivering): Callback =>
  (error, result) => {
    if (error) operation.fail(error);
    else operation.settle(result);
    void operation.delivered().then(() => callback(error, result));
  };

async function waitDelivered(result: unknown, operation: Delivering): Promise<unknown> {
  try {
    const value: unknown = await result;
    operation.settle(value);
    return value;
  } catch (error) {
    operation.fail(error);
    throw error;
  } finally {
    await operation.delivered();
  }
}

function beginInvocation(site: SiteText, args: ArrayLike<unknown>): Operation | undefined {
  const context = [args[1], args[2]].find(isContext);
  if (context === undefined) return beginRequest(site, args);
  return tryOrReport(() => {
    const event = Object(args[0]) as Event;
    const operation = httpOperation(site, event) ?? eventOperation(event, context);
    operation.span
      .set('faas.invocation.id', context.awsRequestId)
      .set('cloud.resource_id', context.invokedFunctionArn);
    const waits = settings().recording && env('AWS_LAMBDA_FUNCTION_NAME') !== undefined;
    return waits ? { ...operation, delivered: () => sendWithin(timeFor(context)) } : operation;
  });
}

const isContext = (value: unknown): value is Context => {
  const { awsRequestId, getRemainingTimeInMillis } = Object(value) as Partial<Context>;
  return typeof awsRequestId === 'string' && typeof getRemainingTimeInMillis === 'function';
};

let isPatient = true;

async function sendWithin(ms: number): Promise<void> {
  isPatient = await flushWithin(isPatient ? ms : Math.min(ms, IMPATIENT));
}

const timeFor = (context: Context): number =>
  Math.max(0, Math.min(LONGEST, context.getRemainingTimeInMillis() - MARGIN));

/** API Gateway in both its formats, function URLs and load balancers. */
function httpOperation(site: SiteText, event: Event): Operation | undefined {
  const request = eventRequest(event);
  if (request === undefined) return undefined;
  const serverSpan = startServerSpan({ request, invocation: true });
  serverSpan.learnRoute(routeOf(event) ?? siteOf(site).facts['http.route']);
  serverSpan.span.set('faas.trigger', 'http');
  return {
    span: serverSpan.span,
    settle: (result) => serverSpan.end(eventStatus(result)),
    fail(error) {
      serverSpan.note(error);
      serverSpan.end(undefined);
    },
  };
}

function eventRequest(event: Event): NodeRequest | undefined {
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
function eventStatus(result: unknown): number {
  const { statusCode } = Object(result) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 200;
}

/** Messages of SQS and SNS bring carriers; schedules and direct invocations, in the event itself. */
function eventOperation(event: Event, { functionName = 'lambda' }: Context): Operation {
  const records = Array.isArray(event.Records) ? (event.Records as Event[]) : undefined;
  if (records === undefined) {
    const trigger = event.source === 'aws.events' ? 'timer' : 'other';
    return startInvocation(functionName, SERVER, { 'faas.trigger': trigger }, [event]);
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
    ? startConsumption(`aws_${system}`, queue, messages, { 'faas.trigger': 'pubsub' })
    : startInvocation(functionName, CONSUMER, { 'faas.trigger': 'datasource' }, messages);
}
