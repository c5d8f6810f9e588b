import { Agent, Runner, run } from '@openai/agents';
const agent = new Agent({ name: 'a', instructions: 'b' });
export const answer = (input: string) => run(agent, input);
// 42 llm openai-agents proven
export class Desk {
  private readonly runner = new Runner();
  ask = (input: string) => this.runner.run(agent, input);
// 28:40 llm openai-agents proven
}
export const other = { run: (it: string) => it };
other.run('x');
