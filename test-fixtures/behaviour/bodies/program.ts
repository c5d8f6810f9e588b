// What a function sees of itself and of its caller, in entered bodies.
export {};
function self(this: any, a: number, b = () => a, ...rest: number[]) {
  'use trace';
  a += 1;
  return [this?.tag, a, b(), rest.length, arguments.length, new.target === undefined].join();
}
console.log(self.call({ tag: 't' }, 1), self.call({ tag: 'u' }, 1, () => 9, 1, 2), self.name, self.length);
class Base {
  hello(x: string) { return `base ${x}`; }
  static make() { return `made by ${this.name}`; }
}
class Derived extends Base {
  #secret = 7;
  static #count = 0;
  static { Derived.#count = 1; }
  override hello(x: string) { 'use trace'; return super.hello(x) + this.#peek(); }
  #peek() { 'use trace'; return this.#secret + Derived.#count; }
  static override make() { 'use trace'; return `${super.make()}!`; }
  get value() { 'use trace'; return this.#secret; }
  set value(x) { 'use trace'; this.#secret = x; }
  async later() { 'use trace'; return (await Promise.resolve(super.hello('late'))) + this.#secret; }
  *[Symbol.iterator]() { 'use trace'; yield this.#secret; yield super.hello('it'); }
  arrow = async () => { 'use trace'; return this.#secret; };
}
const d = new Derived();
console.log(d.hello('x'), Derived.make(), d.value, (d.value = 3, d.value), await d.later(), [...d].join(), await d.arrow());
console.log(Derived.prototype.hello.name, Derived.prototype.hello.length, Object.getOwnPropertyDescriptor(Derived.prototype, 'value')!.get!.name);
function Made(this: any) { 'use trace'; this.made = new.target === Made; }
console.log(JSON.stringify(new (Made as any)()));
// Hoisting, TDZ, shadowing.
console.log(hoisted(2));
function hoisted(x: number): number {
  'use trace';
  if (x === 0) return inner();
  return hoisted(x - 1);
  function inner() { return later; }
}
var later = 'undefined so far';
function tdz() {
  'use trace';
  try { return early; } catch (error) { return (error as Error).message; }
  const early = 1;
}
console.log(tdz());
function vars(x: number) {
  'use trace';
  var x: number;
  var y = x;
  { var z = y; }
  return [x, y, z].join();
}
console.log(vars(5));
// Errors are the same objects, thrown from the same line.
const boom = new Error('boom');
function thrower() { 'use trace'; throw boom; }
async function rejecter() { 'use trace'; await null; throw boom; }
try { thrower(); } catch (error) { console.log(error === boom); }
console.log(await rejecter().catch((error) => error === boom));
function frame() {
  'use trace';
  const at = /frame \(.*:(\d+):\d+\)/.exec(new Error('x').stack!);
  return at?.[1];
}
console.log('line', frame());
function finallyWins() { 'use trace'; try { return 'try'; } finally { return 'finally'; } }
console.log(finallyWins());
function labelled() {
  'use trace';
  out: for (const a of [1, 2]) for (const b of [1, 2]) { if (b === 2) continue out; if (a === 2) break out; }
  block: { break block; }
  return 'labels';
}
console.log(labelled());
function sequence() { 'use trace'; return 1, 2, 3; }
const paren = () => { 'use trace'; return(function () { return[1].length })() };
console.log(sequence(), paren());
function bare() { 'use trace'; return; }
function empty() { 'use trace' }
console.log(bare(), empty(), bare.toString().length > 0);
// A parameter and a variable named as the helpers are.
function clash($x: number, $e: number, $ot: number) { 'use trace'; return $x + $e + $ot; }
console.log(clash(1, 2, 3));
// A promise that a synchronous function hands out settles as it did.
const failing = Promise.reject(boom);
function hand(p: Promise<unknown>) { 'use trace'; return p; }
console.log(await hand(Promise.resolve(1)), await hand(failing).catch((error) => error === boom), hand(failing) === hand(failing));
hand(failing).catch(() => {});
failing.catch(() => {});
const lazy = { runs: 0, then(ok: (v: unknown) => void) { this.runs++; ok('lazy'); } };
async function awaitLazy() { 'use trace'; const x = await lazy; return x; }
async function returnLazy() { 'use trace'; return lazy as never; }
console.log(await awaitLazy(), await returnLazy(), lazy.runs);
