import { traced } from 'onetrace';

@traced
export class Agent {
  plan() {}
  run(goal: string) {
    function goal() {}
  }
}
