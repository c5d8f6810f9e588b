import vm from 'node:vm'
function inPage(fn, arg) { return vm.runInNewContext('(' + fn + ')(arg)', { arg, fetch: (u) => 'got ' + u }) }
console.log(inPage((u) => fetch(u), '/a'))
const run = { go(fn) { return inPage(fn, '/b') } }
console.log(run.go(function (u) { return fetch(u) }))
