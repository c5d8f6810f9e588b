class Q extends Promise { extra() { return 'extra' } }
function f() { 'use trace'; return Q.resolve(1) }
const q = f(); console.log(q instanceof Q, q.extra(), (await q), q.then(() => 1) instanceof Q)
