let t = 0
performance.now = () => (t += 10)
async function f() { 'use trace'; const a = performance.now(); await fetch('data:,x'); return performance.now() - a }
console.log(await f())
