import { handler, GET } from './_dot.cjs'
console.log(typeof handler, GET.name, GET.length)
