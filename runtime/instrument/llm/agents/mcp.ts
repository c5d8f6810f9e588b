/**
 * Tool calls of a Model Context Protocol client. The server gets the carrier in `params._meta`, under the
 * names of the W3C headers (the conventions' MCP document, and SEP-414).
 */
import { activeSpan } from '../../../core/active-span.ts';
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf } from '../../../platform/unknown.ts';
import { carrierOf } from '../../../propagation/carrier.ts';
import { outgoingHeaders } from '../../../propagation/policy.ts';
import type { Span } from '../../../trace/span.ts';
import { type Helper, helper } from '../../call/helper.ts';
import { siteOf } from '../../call/site.ts';
import type { Adapter, LlmCall, LlmRequest } from '../adapter.ts';
import type { LlmSpan } from '../llm-span.ts';
import { llmInvoke } from '../wrap-call.ts';

const adapter: Adapter = {
  request,
  response: readToolResult,
  chunk() {},
  prepare: ({ span }, { self, args }) => withCarrier(span, self, args),
  input,
};

const call = /* @__PURE__ */ llmInvoke(adapter);

/** Where nothing is recorded the context passes all the same. */
export const mcp: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const span = activeSpan();
  if (span === undefined || span.trace.recording) return call(site, method, self, args);
  const isProven = tryOrReport(() => siteOf(site).facts.proven) === '1';
  return method.apply(self, (isProven && tryOrReport(() => withCarrier(span, self, args))) || args);
});

function request(call: LlmCall): LlmRequest | undefined {
  const name = textOf(fieldsOf(call.args[0]).name);
  if (!call.proven || name === '') return undefined;
  const { url, sessionId, version } = transportOf(call.self);
  return {
    operation: 'execute_tool',
    model: '',
    provider: '',
    subject: name,
    baseUrl: url,
    stream: false,
    attributes: {
      'gen_ai.tool.name': name,
      'gen_ai.tool.type': 'extension',
      'mcp.method.name': 'tools/call',
      'mcp.session.id': sessionId,
      'mcp.protocol.version': version,
      'network.transport': url === undefined ? 'pipe' : 'tcp',
    },
  };
}

interface Transport {
  readonly url: string | undefined;
  readonly sessionId: string | undefined;
  readonly version: string | undefined;
}

/** HTTP transports keep the address they talk to; the others talk to a process of this machine. */
function transportOf(client: unknown): Transport {
  const { _url: url, sessionId, protocolVersion } = fieldsOf(fieldsOf(client).transport);
  return {
    url: url instanceof URL ? url.href : undefined,
    sessionId: textOf(sessionId) || undefined,
    version: textOf(protocolVersion) || undefined,
  };
}

/** The author's params stay as they are, and so does a carrier that they bring. */
function withCarrier(span: Span, self: unknown, args: unknown[]): unknown[] | undefined {
  const params = fieldsOf(args[0]);
  const meta = fieldsOf(params._meta);
  if (textOf(params.name) === '' || meta.traceparent !== undefined) return undefined;
  const carrier = carrierFor(span, transportOf(self).url);
  if (carrier.traceparent === undefined) return undefined;
  return args.with(0, { ...params, _meta: { ...carrier, ...meta } });
}

function carrierFor(span: Span, url: string | undefined): Fields {
  const entries = url === undefined ? Object.entries(carrierOf(span)) : outgoingHeaders(span, url);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** The result of a tool, on either side. */
export function readToolResult(llmSpan: LlmSpan, value: unknown): void {
  const { isError, content, structuredContent } = fieldsOf(value);
  // What the tool says of its failure is its result: content, which the status would show to all.
  if (isError === true) llmSpan.span.fail('tool_error', '');
  if (llmSpan.showsOutput) llmSpan.setContentValue('gen_ai.tool.call.result', structuredContent ?? content);
}

function input(llmSpan: LlmSpan, { args }: LlmCall): void {
  llmSpan.setContentValue('gen_ai.tool.call.arguments', fieldsOf(args[0]).arguments);
}
