import { Observe } from 'onetrace'
const d = () => ({ async [Symbol.asyncDispose]() { await null } })
async function f() { 'use trace'; for (await using r of [d()]) { } return 1 }
const p = f(); console.log(Observe.getBaggage() === '' ? 'nothing' : 'leak'); console.log(await p)
