import { handler as h } from './_re.mjs'
export { h as GET }
export { handler } from './_re.mjs'
console.log(h.name, await h(1))
