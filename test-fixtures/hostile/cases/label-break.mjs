async function f() { 'use trace'; a: for (const x of [1, 2]) { for await (const y of [3]) { if (x === 1) continue a; break a } } return 'done' }
console.log(await f())
