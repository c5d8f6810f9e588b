/**
 * Where a request enters a platform without a floor: the function that its server calls. The span lasts as long as
 * the answer, whose body may go on long after the function has returned it.
 */
import { runWithSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { isPromise } from '../../../platform/watch-promise.ts';
import type { Callable } from '../../call/helper.ts';
import type { Operation } from '../../call/operation.ts';
import { callingAs, isOneOfAKind } from '../../call/run-work.ts';
import type { SiteText } from '../../call/site.ts';
import { beginRequest } from '../handler.ts';

export function answering<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function' || isOneOfAKind(fn as unknown as Callable)) return fn;
  const original = fn as unknown as Callable;
  return callingAs(original, (self, args) => {
    const operation = beginRequest(site, args);
    return operation === undefined
      ? Reflect.apply(original, self, args)
      : answer(operation, () => Reflect.apply(original, self, args));
  }) as T;
}

function answer(operation: Operation, call: () => unknown): unknown {
  let result: unknown;
  try {
    result = runWithSpan(operation.span, call);
  } catch (error) {
    operation.fail(error);
    throw error;
  }
  if (!isPromise(result)) return lasting(operation, result);
  return result.then(
    (value) => lasting(operation, value),
    (error: unknown) => {
      operation.fail(error);
      throw error;
    },
  );
}

/** The response itself, or one like it whose body tells when it is over. */
function lasting(operation: Operation, result: unknown): unknown {
  const streamed = operation.answers ? tryOrReport(() => streamedResponse(operation, result)) : undefined;
  if (streamed === undefined) operation.settle(result);
  return streamed ?? result;
}

/** What is known to be no stream: the platform gives texts, forms and files their type. */
const WHOLE = /^(?:text\/plain;charset=utf-8|application\/(?:json|octet-stream)|multipart\/|image\/|font\/)/i;

function streamedResponse(operation: Operation, result: unknown): Response | undefined {
  if (typeof Response !== 'function' || !(result instanceof Response)) return undefined;
  const { body, headers, status, statusText } = result;
  if (Object.getPrototypeOf(result) !== Response.prototype || body === null || body.locked) return undefined;
  if (headers.has('content-length') || status === 101 || ('webSocket' in result && result.webSocket))
    return undefined;
  if (!headers.has('transfer-encoding') && WHOLE.test(headers.get('content-type') ?? '')) return undefined;
  return new Response(watchedBody(body, operation, result), { headers, status, statusText });
}

/** Read one by one as they are asked for, inside the request: a generator behind it runs when it is read. */
function watchedBody(body: ReadableStream, operation: Operation, response: Response): ReadableStream {
  const reader = body.getReader();
  const within = <T>(call: () => T): T => runWithSpan(operation.span, call);
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await within(() => reader.read());
          if (!done) return controller.enqueue(value);
          operation.settle(response);
          controller.close();
        } catch (error) {
          operation.fail(error);
          controller.error(error);
        }
      },
      cancel(reason) {
        operation.settle(response);
        return within(() => reader.cancel(reason));
      },
    },
    { highWaterMark: 0 },
  );
}
