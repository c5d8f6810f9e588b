/**
 * Tools of a Model Context Protocol server, whose spans belong to the trace that the caller put into
 * `params._meta`:
 *
 *   `server.registerTool('x', config, $ot.mcpTool("site?gen_ai.tool.name=x", fn))`
 *   `server.setRequestHandler(CallToolRequestSchema, $ot.mcpTool("site", fn))`
 */
import { openTrace } from '../../api/with-trace.ts';
import { attempt } from '../../core/diagnostics.ts';
import { type Fields, fieldsOf, textOf } from '../../platform/unknown.ts';
import type { Span } from '../../trace/span.ts';
import type { Callable } from '../call/helper.ts';
import type { Work } from '../call/operation.ts';
import { around } from '../call/run-work.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { readResult } from '../llm/agents/mcp.ts';
import { Recording } from '../llm/llm-span.ts';
import { setCode } from '../semconv/code.ts';

/** What is no function is returned as it is: tools that run as tasks are objects. */
export function mcpTool<T>(site: SiteText, fn: T): T {
  if (typeof fn !== 'function') return fn;
  return around(fn as unknown as Callable, (args) => attempt(() => begin(site, args))) as T;
}

/** undefined where the last argument is not what servers give to a tool. */
function begin(site: SiteText, args: readonly unknown[]): Work | undefined {
  const extra = fieldsOf(args.at(-1));
  if (typeof extra.sendNotification !== 'function') return undefined;
  // `(request, extra)` of the lower level, `(args, extra)` or `(extra)` of a tool.
  const params = fieldsOf(fieldsOf(args[0]).params);
  const isRequest = fieldsOf(args[0]).method === 'tools/call';
  const name = isRequest ? textOf(params.name) : siteOf(site).facts['gen_ai.tool.name'];
  const span = open(name ?? '', extra);
  setCode(span, site);
  return work(span, isRequest ? params.arguments : args.length > 1 ? args[0] : undefined);
}

const open = (name: string, extra: Fields): Span =>
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

function work(span: Span, given: unknown): Work {
  if (!span.recording) return { span, settle() {}, fail() {} };
  const recording = new Recording(span, false, 'execute_tool');
  if (recording.showsInput) attempt(() => recording.showValue('gen_ai.tool.call.arguments', given));
  return {
    span,
    settle(result) {
      attempt(() => readResult(recording, result));
      recording.end();
    },
    fail: (error) => recording.fail(error),
  };
}
