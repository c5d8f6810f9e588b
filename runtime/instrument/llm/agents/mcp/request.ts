/** What requests of the Model Context Protocol are called on spans, on either side. */

import { type Fields, fieldsOf, textOf } from '../../../../platform/unknown.ts';
import type { Attributes } from '../../../../trace/attribute.ts';
import { nameOf } from '../../content/bounds.ts';
import { historyOf } from '../../content/history.ts';
import type { LlmSpan } from '../../llm-span.ts';

export interface McpRequest {
  /** `mcp.method.name` */
  readonly method: string;
  /** Of a tool or a prompt; a resource's address is no name. */
  readonly target: string;
  readonly attributes: Attributes;
}

export function mcpRequest(method: string, params: Fields): McpRequest {
  const name = nameOf(params.name);
  const isTool = method === 'tools/call';
  return {
    method,
    target: name,
    attributes: {
      'mcp.method.name': method,
      'gen_ai.tool.name': isTool ? name || undefined : undefined,
      'gen_ai.prompt.name': method === 'prompts/get' ? name || undefined : undefined,
      'mcp.resource.uri':
        method === 'resources/read' ? nameOf(String(params.uri ?? '')) || undefined : undefined,
    },
  };
}

/** What was asked: content. */
export function showAsked(llmSpan: LlmSpan, method: string, params: Fields): void {
  if (method === 'tools/call') llmSpan.setContentValue('gen_ai.tool.call.arguments', params.arguments);
  else if (method === 'sampling/createMessage') {
    if (textOf(params.systemPrompt) !== '')
      llmSpan.setContent('gen_ai.system_instructions', [{ type: 'text', content: params.systemPrompt }]);
    llmSpan.setContent('gen_ai.input.messages', historyOf(params.messages));
  }
}

/** What was answered, on either side. */
export function readAnswer(llmSpan: LlmSpan, method: string, value: unknown): void {
  const { isError, content, structuredContent } = fieldsOf(value);
  // What the tool says of its failure is its result: content, which the status would show to all.
  if (isError === true) llmSpan.span.fail('tool_error', '');
  if (method === 'tools/call' && llmSpan.showsOutput)
    llmSpan.setContentValue('gen_ai.tool.call.result', structuredContent ?? content);
}
