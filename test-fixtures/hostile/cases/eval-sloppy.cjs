function f() { 'use trace'; eval('var y = 2'); return y }
console.log(f())
