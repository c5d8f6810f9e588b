async function inner() { await 0; throw new Error('i') }
async function mid() { 'use trace'; await inner() }
async function outer() { await mid() }
await outer().catch((e) => console.log([...e.stack.matchAll(/at async (\w+)/g)].map(([, n]) => n).join()))
