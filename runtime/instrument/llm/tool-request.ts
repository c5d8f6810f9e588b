/** The request of a tool that runs in this process. */
import { textOf } from '../../platform/unknown.ts';
import { INTERNAL } from '../../trace/span.ts';
import type { LlmRequest } from './adapter.ts';

export const toolRequest = (name: string, id?: unknown): LlmRequest => ({
  operation: 'execute_tool',
  model: '',
  provider: '',
  kind: INTERNAL,
  subject: name,
  stream: false,
  attributes: {
    'gen_ai.tool.name': name,
    'gen_ai.tool.call.id': textOf(id) || undefined,
    'gen_ai.tool.type': 'function',
  },
});
