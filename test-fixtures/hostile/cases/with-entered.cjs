function f(o) { 'use trace'; with (o) { return x } }
console.log(f({ x: 5 }), f(new Proxy({ x: 1 }, { has: (t, k) => k !== Symbol.unscopables && k === 'x' })))
