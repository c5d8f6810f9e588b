import OpenAI from 'openai';

abstract class BaseAgent {
  protected client: OpenAI;
  constructor(protected readonly name: string) {
    this.client = new OpenAI();
  }
}

export class Planner extends BaseAgent {
  plan(goal: string) {
    return this.client.responses.create({ model: 'o4-mini', input: goal });
//         ^                     ~ llm openai proven
  }
}

class Logged extends OpenAI {
  log = console.log;
}
const logged = new Logged();
export const said = (input: string) => logged.responses.create({ model: 'o4-mini', input });
//                                     ^                ~ llm openai proven
