/**
 * Requests of the Model Context Protocol, in either direction: what a client asks of its server, and what a server
 * asks of its client. The other side gets the carrier in `params._meta`.
 */
import { activeSpan } from '../../../../core/active-span.ts';
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { fieldsOf } from '../../../../platform/unknown.ts';
import { watchPromise } from '../../../../platform/watch-promise.ts';
import { type Callable, type Helper, helper, type Invoke } from '../../../call/helper.ts';
import { siteOf } from '../../../call/site.ts';
import type { Adapter, LlmCall, LlmRequest } from '../../adapter.ts';
import { defineHidden } from '../../tap-result.ts';
import { llmInvoke } from '../../wrap-call.ts';
import { carriedParams, transportOf } from './carrier.ts';
import { mcpRequest, readAnswer, showAsked } from './request.ts';

/** `mcp.method.name` by the method of the client or the server. */
const METHODS: Readonly<Record<string, string>> = {
  callTool: 'tools/call',
  readResource: 'resources/read',
  getPrompt: 'prompts/get',
  createMessage: 'sampling/createMessage',
  elicitInput: 'elicitation/create',
};

const methodOf = ({ method }: LlmCall): string => METHODS[method.slice(method.lastIndexOf('.') + 1)] ?? '';

const adapter: Adapter = {
  request,
  response: (llmSpan, value) =>
    readAnswer(llmSpan, llmSpan.operation === 'execute_tool' ? 'tools/call' : '', value),
  chunk() {},
  prepare: ({ span }, { self, args }) => {
    const params = carriedParams(span, self, fieldsOf(args[0]));
    return params && args.with(0, params);
  },
  input: (llmSpan, call) => showAsked(llmSpan, methodOf(call), fieldsOf(call.args[0])),
};

const callPeer: Invoke = /* @__PURE__ */ llmInvoke(adapter);

export const mcp: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const { facts } = siteOf(site);
  if (MAKES.test(facts.method ?? '')) return madeClient(method, self, args);
  const span = activeSpan();
  if (span === undefined || span.trace.recording) return callPeer(site, method, self, args);
  // Where nothing is recorded the context passes all the same.
  const params =
    facts.proven === '1' ? tryOrReport(() => carriedParams(span, self, fieldsOf(args[0]))) : undefined;
  return method.apply(self, params ? args.with(0, params) : args);
});

function request(call: LlmCall): LlmRequest | undefined {
  const method = methodOf(call);
  const params = fieldsOf(call.args[0]);
  const { target, attributes } = mcpRequest(method, params);
  const isTool = method === 'tools/call';
  if (!call.proven || method === '' || (isTool && target === '')) return undefined;
  const { url, sessionId, version } = transportOf(call.self);
  return {
    operation: isTool ? 'execute_tool' : '',
    model: '',
    provider: '',
    subject: isTool ? target : `${method} ${target}`.trim(),
    baseUrl: url,
    stream: false,
    attributes: {
      ...attributes,
      'gen_ai.tool.type': isTool ? 'extension' : undefined,
      'mcp.session.id': sessionId,
      'mcp.protocol.version': version,
      'network.transport': url === undefined ? 'pipe' : 'tcp',
    },
  };
}

/** Functions of `@ai-sdk/mcp`, and of `ai` before it, whose clients give tools that call their server by themselves. */
const MAKES = /^(?:experimental_)?createMCPClient$/;

interface SdkClient {
  request(asked: unknown): unknown;
}

function madeClient(method: Callable, self: unknown, args: unknown[]): unknown {
  const made = method.apply(self, args);
  if (made instanceof Promise && Object.isExtensible(made))
    watchPromise(
      made,
      (client) => tryOrReport(() => carryRequests(client as SdkClient)),
      () => {},
    );
  return made;
}

/** The tool has its span, which the agent's step opened: only the context is added. */
function carryRequests(client: SdkClient): void {
  const { request: send } = client;
  if (typeof send !== 'function') return;
  defineHidden(client, 'request', function (this: SdkClient, asked: unknown): unknown {
    return send.call(this, tryOrReport(() => carriedRequest(this, asked)) ?? asked);
  });
}

function carriedRequest(client: SdkClient, asked: unknown): unknown {
  const { request: message } = fieldsOf(asked);
  const { method, params } = fieldsOf(message);
  const span = activeSpan();
  const isCarried = Object.values(METHODS).includes(String(method));
  const carried = isCarried && span ? carriedParams(span, client, fieldsOf(params)) : undefined;
  return carried && { ...fieldsOf(asked), request: { ...fieldsOf(message), params: carried } };
}
