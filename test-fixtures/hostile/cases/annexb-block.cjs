// A block function replaces the one of its body, in sloppy code.
function f() { 'use trace'; function g() { return 1 } { function g() { return 2 } } return g() }
console.log(f())
