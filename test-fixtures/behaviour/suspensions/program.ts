// await, yield and yield* inside arguments and receivers, in entered bodies.
export {};
const make = (id: string) => ({ messages: { create: async (body: any, extra?: unknown) => `${id}:${body.model}:${String(extra)}` } });
async function ask(x: Promise<string>) {
  'use trace';
  const client = await Promise.resolve(make('a'));
  const one = await client.messages.create({ model: await x, messages: [] }, await Promise.resolve(1));
  const two = await (await Promise.resolve(make('b'))).messages.create({ model: 'm', messages: [] });
  return [one, two].join(' ');
}
console.log(await ask(Promise.resolve('late')));
function* questions(): Generator<string, string, any> {
  'use trace: questions';
  const first = yield 'first';
  const all = [yield* more(first), yield, (yield 'paren')];
  const client = make('g');
  const held = client.messages.create({ model: yield 'model', messages: [] }, yield 'extra');
  try {
    yield 'in try';
  } catch (error) {
    yield `caught ${error}`;
  } finally {
    yield 'finally';
  }
  return `${all.join()} ${typeof held}`;
}
function* more(x: unknown): Generator<string, string, any> {
  'use trace'
  const got = yield `more ${x}`
  return `got ${got}`
}
const run = questions();
const steps: unknown[] = [];
for (let value: unknown = undefined, i = 0; ; i++) {
  const step = i === 7 ? run.throw(new Error('boom')) : run.next(value);
  steps.push(step.value);
  if (step.done) break;
  value = `v${i}`;
}
console.log(steps.join(' | '));
const early = questions();
early.next();
console.log(JSON.stringify(early.return('stop')), JSON.stringify(early.next()));
async function* stream(n: number) {
  'use trace';
  try {
    for (let i = 0; i < n; i++) yield await Promise.resolve(i);
    return 'end';
  } finally {
    console.log('closed');
  }
}
const seen: number[] = [];
for await (const item of stream(3)) seen.push(item);
for await (const item of stream(9)) if (item === 1) break;
console.log(seen.join());
async function consume(source: AsyncIterable<number> | Iterable<number>) {
  'use trace';
  let sum = 0;
  for await (const item of source) sum += item;
  label: for await (const item of stream(4)) {
    if (item === 1) continue label;
    if (item === 2) break label;
    sum += item;
  }
  return sum;
}
console.log(await consume(stream(4)), await consume([1, 2]), await consume([]));
// The order of microtasks is what it was.
const ticks: string[] = [];
async function tick(name: string) {
  'use trace';
  for (let i = 0; i < 3; i++) {
    ticks.push(`${name}${i}`);
    await null;
  }
  return name;
}
const plain = Promise.resolve().then(() => ticks.push('p0')).then(() => ticks.push('p1')).then(() => ticks.push('p2')).then(() => ticks.push('p3'));
tick('a').then(() => ticks.push('a done'));
tick('b').then(() => ticks.push('b done'));
await plain;
await new Promise((resolve) => setTimeout(resolve, 5));
console.log(ticks.join(' '));
