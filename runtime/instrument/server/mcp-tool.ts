/**
 * What a Model Context Protocol server offers, and what a client answers its server: the spans belong to the trace
 * that the caller put into `params._meta`.
 *
 *   `server.registerTool('x', config, $ot.mcpTool("site?gen_ai.tool.name=x", fn))`
 *   `server.setRequestHandler(CallToolRequestSchema, $ot.mcpTool("site", fn))`
 */
import { openTrace } from '../../api/with-trace.ts';
import { activeSpan, runWithSpan } from '../../core/active-span.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf } from '../../platform/unknown.ts';
import { parseCarrier } from '../../propagation/carrier.ts';
import { SERVER, type Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import type { Operation } from '../call/operation.ts';
import { around } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { type McpRequest, mcpRequest, readAnswer, showAsked } from '../llm/agents/mcp/request.ts';
import { LlmSpan } from '../llm/llm-span.ts';
import { setCode } from '../semconv/code.ts';

/** What is no function is returned as it is: tools that run as tasks are objects. */
export function mcpTool<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  return around(fn as unknown as Callable, (args) => tryOrReport(() => beginPeer(site, args))) as T;
}

/** undefined where the last argument is not what the SDK gives to such a function. */
function beginPeer(site: SiteText, args: readonly unknown[]): Operation | undefined {
  const extra = extraOf(fieldsOf(args.at(-1)));
  if (extra === undefined) return undefined;
  const asked = askedOf(site, args, extra);
  const span = openPeer(mcpRequest(asked.method, asked.params), extra);
  setCode(span, site);
  return peerOperation(span, asked);
}

interface Extra {
  readonly meta: unknown;
  readonly method: unknown;
  readonly sessionId: unknown;
  readonly id: unknown;
  readonly isHttp: boolean;
}

/** Version 1 of the SDK has them side by side, version 2 those of the request apart. */
function extraOf(last: Fields): Extra | undefined {
  const request = fieldsOf(last.mcpReq);
  const { sessionId } = last;
  if (typeof last.sendNotification === 'function')
    return {
      meta: last._meta,
      method: '',
      sessionId,
      id: last.requestId,
      isHttp: last.requestInfo !== undefined,
    };
  if (typeof request.method !== 'string') return undefined;
  const { method, _meta, id } = request;
  return { meta: _meta, method, sessionId, id, isHttp: last.http !== undefined };
}

interface AskedFor {
  readonly method: string;
  readonly params: Fields;
}

/** `(request, extra)` of the lower level; `(args, extra)` or `(extra)` of what is registered by its name. */
function askedOf(site: SiteText, args: readonly unknown[], extra: Extra): AskedFor {
  const [first] = args;
  const { method, params } = fieldsOf(first);
  if (typeof method === 'string' && args.length === 2 && siteOf(site).facts['mcp.method.name'] === undefined)
    return { method, params: fieldsOf(params) };
  const { facts } = siteOf(site);
  const given = args.length > 1 ? first : undefined;
  return {
    method: facts['mcp.method.name'] ?? (textOf(extra.method) || 'tools/call'),
    params: { name: facts['gen_ai.tool.name'] ?? facts['gen_ai.prompt.name'], arguments: given, uri: given },
  };
}

/** Its caller is the request that asked, also where the HTTP that brought it is a span of the same trace. */
function openPeer(asked: McpRequest, extra: Extra): Span {
  const active = activeSpan();
  const isBrought = active?.kind === SERVER && parseCarrier(extra.meta)?.traceId === active.trace.traceId;
  return isBrought ? runWithSpan(undefined, () => startPeer(asked, extra)) : startPeer(asked, extra);
}

const startPeer = (
  { method, target, attributes }: McpRequest,
  { meta, sessionId, id, isHttp }: Extra,
): Span =>
  openTrace(target === '' ? method : `${method} ${target}`, {
    carrier: meta as object | undefined,
    kind: 'server',
    attributes: {
      ...attributes,
      'gen_ai.operation.name': method === 'tools/call' ? 'execute_tool' : undefined,
      'mcp.session.id': textOf(sessionId) || undefined,
      'jsonrpc.request.id': id === undefined ? undefined : String(id),
      'network.transport': isHttp ? 'tcp' : 'pipe',
    },
  });

function peerOperation(span: Span, { method, params }: AskedFor): Operation {
  if (!span.recording) return { span, settle() {}, fail() {} };
  const llmSpan = new LlmSpan(span, false, 'execute_tool');
  if (llmSpan.showsInput) tryOrReport(() => showAsked(llmSpan, method, params));
  return {
    span,
    settle(result) {
      tryOrReport(() => readAnswer(llmSpan, method, result));
      llmSpan.end();
    },
    fail: (error) => llmSpan.fail(error),
  };
}
