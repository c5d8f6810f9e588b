import * as $ot from "onetrace/inject"; export async function plan(goal: string) {
  'use trace';
  const $x = $ot.enter("use-trace/input.ts:1:8#plan", 1); try { const steps = $x.in(await $x.out(think(goal)));
  for await (const step of $x.over(steps)) { $x.in();
    try {
      $x.in(await $x.out(step()));
    } catch { $x.in();
      return $x.end(undefined);
    }
  }
  return $x.end(steps);
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
const think = async (goal: string) => {
  'use trace: thinking hard'
  ; const $x = $ot.enter("use-trace/input.ts:13:15#think?name=thinking hard", 1); try { return $x.end((goal.length, [async () => {}]))
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
class Agent {
  *run() {
    "use trace: run agent";
    const $x = $ot.enter("use-trace/input.ts:18:3#run?name=run agent", 2); try { const answer = $x.in(yield $x.give('question'));
    $x.in(yield* $x.give([answer]));
    $x.in(yield $x.give());
  } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  get state() { 'use trace'; const $x = $ot.enter("use-trace/input.ts:24:3#state", 0); try { return $x.end((this)) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
  nothing() { 'use trace'  ; const $x = $ot.enter("use-trace/input.ts:25:3#nothing", 0); try { } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }
}
function twice(value: number) {
  'use trace';
  var helper = value;
  function helper() {}
}
