/** Requests of what runs in this process: agents, workflows, their steps, tools. */
import { textOf } from '../../platform/unknown.ts';
import { INTERNAL } from '../../trace/span.ts';
import type { LlmRequest } from './adapter.ts';

export const inProcessRequest = (
  operation: string,
  subject: string,
  attributes: LlmRequest['attributes'] = {},
  stream = false,
): LlmRequest => ({ operation, model: '', provider: '', kind: INTERNAL, subject, stream, attributes });

export const toolRequest = (name: string, id?: unknown): LlmRequest =>
  inProcessRequest('execute_tool', name, {
    'gen_ai.tool.name': name,
    'gen_ai.tool.call.id': textOf(id) || undefined,
    'gen_ai.tool.type': 'function',
  });
