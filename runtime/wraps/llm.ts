/** What a call of an LLM client is when it runs: the client's own call, with a span around it. */
import { activeSpan, runIn } from '../active.ts';
import { settings } from '../config.ts';
import type { Adapter, Call, Request } from '../llm/adapter.ts';
import { observe } from '../llm/observe.ts';
import { urlOf } from '../llm/provider.ts';
import { Recording } from '../llm/recording.ts';
import { type SiteText, siteOf } from '../site.ts';
import { CLIENT, type Span } from '../span.ts';
import { startSpan } from '../tracer.ts';
import { type Helper, helper } from './bound.ts';
import { setCode } from './code.ts';

/** Spans of LLM calls: a call inside one of them is its client's own business. */
const spans = /* @__PURE__ */ new WeakSet<Span>();

/** The helper of a vendor family. */
export const llm = (adapter: Adapter): Helper =>
  helper((site, method, self, args) => {
    const recording = begin(adapter, site, self, args);
    if (recording === undefined) return method.apply(self, args);
    let result: unknown;
    try {
      result = runIn(recording.span, () => method.apply(self, args));
    } catch (error) {
      recording.fail(error);
      throw error;
    }
    try {
      observe(result, recording, adapter);
    } catch {
      recording.end();
    }
    return result;
  });

/** undefined: nothing is recorded, or this is no call of a model. Never throws. */
function begin(
  adapter: Adapter,
  site: SiteText,
  self: unknown,
  args: readonly unknown[],
): Recording | undefined {
  const parent = activeSpan();
  if (parent === undefined ? !settings().recording : !parent.trace.recording || spans.has(parent))
    return undefined;
  try {
    const { facts } = siteOf(site);
    const call: Call = { method: facts.method ?? '', self, args, proven: facts.proven === '1' };
    const request = adapter.request(call);
    return request && open(adapter, site, call, request);
  } catch {
    return undefined;
  }
}

function open(adapter: Adapter, site: SiteText, call: Call, request: Request): Recording {
  const { operation, model, provider, attributes, stream } = request;
  const span = startSpan(model === '' ? operation : `${operation} ${model}`, CLIENT);
  spans.add(span);
  span.set('gen_ai.operation.name', operation).set('gen_ai.provider.name', provider);
  if (model !== '') span.set('gen_ai.request.model', model);
  if (stream) span.set('gen_ai.request.stream', true);
  setServer(span, request.baseUrl);
  span.setAll(attributes);
  setCode(span, site);
  const recording = new Recording(span, stream, operation);
  try {
    if (recording.capturesContent) adapter.input?.(recording, call);
  } catch {} // what cannot be spelled is not shown
  return recording;
}

function setServer(span: Span, baseUrl: string | undefined): void {
  const url = urlOf(baseUrl);
  if (url === undefined) return;
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port);
  span.set('server.address', url.hostname).set('server.port', port);
}
