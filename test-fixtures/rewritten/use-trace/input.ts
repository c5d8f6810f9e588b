export async function plan(goal: string) {
  'use trace';
  const steps = await think(goal);
  for await (const step of steps) {
    try {
      await step();
    } catch {
      return undefined;
    }
  }
  return steps;
}
const think = async (goal: string) => {
  'use trace: thinking hard'
  return goal.length, [async () => {}]
};
class Agent {
  *run() {
    "use trace: run agent";
    const answer = yield 'question';
    yield* [answer];
    yield;
  }
  get state() { 'use trace'; return(this) }
  nothing() { 'use trace' }
}
function twice(value: number) {
  'use trace';
  var helper = value;
  function helper() {}
}
