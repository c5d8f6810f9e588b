/** A tool of a framework's agent: what it does itself is below it. */
import { activeSpan } from '../../../../core/active-span.ts';
import { fieldsOf } from '../../../../platform/unknown.ts';
import type { Adapter } from '../../adapter.ts';
import { nameOf } from '../../content/bounds.ts';
import { toolRequest } from '../../in-process.ts';
import { belowRun } from './below-run.ts';
import { madeName } from './made-name.ts';

export const toolAdapter: Adapter = {
  request({ self, args, facts }) {
    const request = toolRequest(nameOf(madeName(self, facts)), fieldsOf(args[1]).toolCallId);
    // The framework has told of it already.
    return activeSpan()?.name === `execute_tool ${request.subject}` ? undefined : request;
  },
  response(llmSpan, value) {
    const { telemetry, result } = fieldsOf(value);
    // Genkit's say where they were told, too.
    const gave = fieldsOf(telemetry).spanId === undefined ? value : result;
    if (llmSpan.showsOutput) llmSpan.setContentValue('gen_ai.tool.call.result', gave);
  },
  chunk() {},
  prepare: (llmSpan) => belowRun(llmSpan),
  input: (llmSpan, { args }) => llmSpan.setContentValue('gen_ai.tool.call.arguments', args[0]),
};
