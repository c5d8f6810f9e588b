/**
 * Tools of a Model Context Protocol server, whose spans belong to the trace that the caller put into
 * `params._meta`:
 *
 *   `server.registerTool('x', config, $ot.mcpTool("site?gen_ai.tool.name=x", fn))`
 *   `server.setRequestHandler(CallToolRequestSchema, $ot.mcpTool("site", fn))`
 */
import { openTrace } from '../../api/with-trace.ts';
import { tryOrReport } from '../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf } from '../../platform/unknown.ts';
import type { Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import type { Operation } from '../call/operation.ts';
import { around } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { readToolResult } from '../llm/agents/mcp.ts';
import { LlmSpan } from '../llm/llm-span.ts';
import { setCode } from '../semconv/code.ts';

/** What is no function is returned as it is: tools that run as tasks are objects. */
export function mcpTool<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  return around(fn as unknown as Callable, (args) => tryOrReport(() => beginTool(site, args))) as T;
}

/** undefined where the last argument is not what servers give to a tool. */
function beginTool(site: SiteText, args: readonly unknown[]): Operation | undefined {
  const extra = fieldsOf(args.at(-1));
  if (typeof extra.sendNotification !== 'function') return undefined;
  // `(request, extra)` of the lower level, `(args, extra)` or `(extra)` of a tool.
  const params = fieldsOf(fieldsOf(args[0]).params);
  const isRequest = fieldsOf(args[0]).method === 'tools/call';
  const name = isRequest ? textOf(params.name) : siteOf(site).facts['gen_ai.tool.name'];
  const span = startToolSpan(name ?? '', extra);
  setCode(span, site);
  return toolOperation(span, isRequest ? params.arguments : args.length > 1 ? args[0] : undefined);
}

const startToolSpan = (name: string, extra: Fields): Span =>
  openTrace(name === '' ? 'tools/call' : `tools/call ${name}`, {
    carrier: extra._meta as object | undefined,
    kind: 'server',
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name || undefined,
      'mcp.method.name': 'tools/call',
      'mcp.session.id': textOf(extra.sessionId) || undefined,
      'jsonrpc.request.id': extra.requestId === undefined ? undefined : String(extra.requestId),
      'network.transport': extra.requestInfo === undefined ? 'pipe' : 'tcp',
    },
  });

function toolOperation(span: Span, given: unknown): Operation {
  if (!span.recording) return { span, settle() {}, fail() {} };
  const llmSpan = new LlmSpan(span, false, 'execute_tool');
  if (llmSpan.showsInput) tryOrReport(() => llmSpan.setContentValue('gen_ai.tool.call.arguments', given));
  return {
    span,
    settle(result) {
      tryOrReport(() => readToolResult(llmSpan, result));
      llmSpan.end();
    },
    fail: (error) => llmSpan.fail(error),
  };
}
