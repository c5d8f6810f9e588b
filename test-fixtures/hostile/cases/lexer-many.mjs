import * as m from './_many.cjs'
console.log(Object.keys(m).sort().join())
