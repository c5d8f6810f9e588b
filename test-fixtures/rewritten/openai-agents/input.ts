import { Agent, Runner, run as start } from '@openai/agents';

const agent = new Agent({ name: 'a', instructions: 'b' });
export const once = (input: string) => start(agent, input);
export class Desk {
  private readonly runner = new Runner();
  ask(input: string) {
    return this.runner.run(agent, input, { stream: true });
  }
}
export const other = { run: (it: string) => it };
other.run('x');
