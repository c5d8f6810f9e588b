import vm from 'node:vm'
const a = () => fetch('/a'), b = () => fetch('/b')
const code = [a, b].map((f) => f.toString()).join(';\n')
console.log(vm.runInNewContext(`[${[a, b].map(String)}].map((f) => f())`, { fetch: (u) => u }).join(), code.length)
