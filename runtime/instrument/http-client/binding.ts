/**
 * `env.API.fetch(request)` of a service binding, `stub.fetch(request)` of a Durable Object: it goes to no host but to
 * a program of the same account, whatever its URL says, so identities may go with it.
 */
import { activeSpan, isRecordedBelow } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { startSpan } from '../../core/tracer.ts';
import { carrierOf } from '../../propagation/carrier.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import { type Helper, helper } from '../call/helper.ts';
import { run } from '../call/run-work.ts';
import { setCode } from '../semconv/code.ts';
import { httpSpanName, setHttpMethod } from '../semconv/http.ts';
import { redactUrl } from '../semconv/url-redaction.ts';
import { endFetchAnswered, endFetchFailed } from './outcome.ts';

export const binding: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const active = activeSpan();
  const request = active && tryOrReport(() => copyOf(args));
  if (request === undefined) return method.apply(self, args);
  const span = isRecordedBelow(active) ? startSpan(httpSpanName(request.method), CLIENT) : (active as Span);
  for (const [name, value] of Object.entries(carrierOf(span)))
    if (value !== '') request.headers.set(name, value);
  const { signal } = request;
  if (span === active) return method.call(self, request);
  setHttpMethod(span, request.method);
  span.set('url.full', redactUrl(new URL(request.url)));
  setCode(span, site);
  return run(method, self, [request], {
    span,
    settle: (response) => endFetchAnswered(span, response),
    fail: (error) => endFetchFailed(span, error, () => signal),
  });
});

/** What the platform makes of the arguments too; undefined where that throws, which is the platform's to tell. */
function copyOf(args: readonly unknown[]): Request | undefined {
  try {
    return new Request(args[0] as Request, args[1] as RequestInit);
  } catch {
    return undefined;
  }
}
