let thens = 0
async function f() { 'use trace'; return { then(ok) { thens++; ok('lazy') } } }
console.log(await f(), thens)
