import vm from 'node:vm'
const opts = { init: () => fetch('/o') }
const html = `<script>(${opts.init})()</script>`
console.log(vm.runInNewContext(html.slice(8, -9), { fetch: (u) => u }))
