import * as m from './_arrow.cjs'
console.log(Object.keys(m).sort().join())
