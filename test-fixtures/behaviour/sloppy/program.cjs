// A CommonJS script in sloppy mode: aliased arguments, `with`, direct eval, functions in blocks.
exports.done = (async () => {
  function aliased(a) { 'use trace'; a = 2; arguments[0] += 10; return a + ':' + arguments[0]; }
  console.log(aliased(1));
  function thisIs() { 'use trace'; return this === globalThis; }
  console.log(thisIs());
  function blocks(flag) { 'use trace'; if (flag) { function inner() { return 'in' } } return typeof inner; }
  console.log(blocks(true), blocks(false));
  function evaluated() { 'use trace'; eval('var made = 5'); return made; }
  console.log(evaluated());
  const calls = [];
  function shadowedByEval() { eval('var fetch = (x) => x + 1'); return fetch(1); }
  console.log(shadowedByEval());
  with ({ fetch: (x) => x + 2, messages: { create: (b) => b.model } }) { console.log(fetch(1), messages.create({ model: 'm', messages: [] })); }
  function twice() { 'use trace'; var f = 1; return typeof f; function f() {} }
  console.log(twice());
  function parameter(g) { 'use trace'; function g() {} return typeof g; }
  console.log(parameter(1));
  const self = function named() { 'use trace'; return typeof named + arguments.callee.name; };
  console.log(self());
  console.log(typeof exports, typeof require, typeof module, __filename.endsWith('program.cjs'));
  await null;
})();
