// A labelled function beside a variable of its name.
function h() { 'use trace'; var g = 1; foo: function g() {} return typeof g }
console.log(h())
