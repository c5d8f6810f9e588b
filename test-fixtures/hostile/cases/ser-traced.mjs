import vm from 'node:vm'
function job(n) { 'use trace'; return n + 1 }
console.log(vm.runInNewContext(Function.prototype.toString.call(job) + ';job(1)'))
