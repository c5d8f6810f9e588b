function f() { 'use trace'; function g() { return 'outer' } if (true) function g() { return 'inner' } return g() }
console.log(f())
