function f(n) { 'use trace'; switch (n) { case 1: function g() { return 'case' } } return typeof g === 'function' ? g() : 'none' }
console.log(f(1), f(2))
