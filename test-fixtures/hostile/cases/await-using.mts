// The first suspension of a body is a disposal.
import { Observe } from 'onetrace'
async function f() { 'use trace'; await using r = { async [Symbol.asyncDispose]() { await null } }; return 1 }
const p = f()
console.log('caller sees', Observe.getBaggage() === '' ? 'nothing' : 'a trace that is not its own')
await p
