import * as $ot from "onetrace/inject"; import { Agent, Runner, run as start } from '@openai/agents';

const agent = new Agent({ name: 'a', instructions: 'b' });
export const once = (input: string) => $ot.openaiAgents("openai-agents/input.ts:4:40#once?method=run&proven=1", start)(agent, input);
export class Desk {
  private readonly runner = new Runner();
  ask(input: string) {
    return $ot.openaiAgents("openai-agents/input.ts:8:12#ask?method=run&proven=1&callee=this.runner.run", this.runner, "run")(agent, input, { stream: true });
  }
}
export const other = { run: (it: string) => it };
other.run('x');
