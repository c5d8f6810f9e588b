import { traced } from 'onetrace';

export class Agent {
  @traced('agent.run')
  async run(goal: string) {
    var goal;
    function goal() {}
  }
}
