/** The span of one call to a model or a tool, from what is known when it begins. */
import { startSpan } from '../../core/tracer.ts';
import { CLIENT, type Span } from '../../trace/span.ts';
import type { SiteText } from '../call/site.ts';
import { setServerAddress } from '../semconv/server-address.ts';
import type { LlmRequest } from './adapter.ts';
import { LlmSpan } from './llm-span.ts';
import { baseUrlOf } from './provider.ts';

/** Starts the span below the active one; `site`: of a call of the program's own. */
export function startLlmSpan(request: LlmRequest, site?: SiteText): LlmSpan {
  const { operation, model, provider, attributes, stream, kind = CLIENT, subject = model } = request;
  const span = startSpan([operation, subject].filter(Boolean).join(' '), kind);
  // What a tool does, in this process or for its client, is the program's own; so is what another side is asked for.
  const isOwn = operation === '' || (operation === 'execute_tool' && provider === '');
  if (kind === CLIENT && !isOwn) span.opaque = true;
  span
    .set('gen_ai.operation.name', operation || undefined)
    .set('gen_ai.provider.name', provider || undefined);
  if (model !== '') span.set('gen_ai.request.model', model);
  if (stream) span.set('gen_ai.request.stream', true);
  setBaseUrl(span, request.baseUrl);
  span.setAll(attributes);
  return new LlmSpan(span, stream, operation, request.privacy, site);
}

/** `server.address` and `server.port` of a client's base URL, where it is one. */
export function setBaseUrl(span: Span, baseUrl: string | undefined): void {
  const url = baseUrlOf(baseUrl);
  if (url !== undefined) setServerAddress(span, url);
}
