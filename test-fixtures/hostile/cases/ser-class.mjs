import vm from 'node:vm'
class Job { run() { return fetch('/job') } }
console.log(vm.runInNewContext(`${Job}; new Job().run()`, { fetch: (u) => u }))
