export {}
const client: any = { chat: { completions: { create: async (b: any) => b.model, list: [1] } } }
const results: unknown[] = []
let x = 1
client.chat.completions.create({ model: 'a', messages: [] }).then((m: string) => results.push(m))
x++
client?.chat.completions.create({ model: 'b', messages: [] }).then((m: string) => results.push(m))
;[1, 2].forEach((i) => results.push(i))
const t = `x`
;(async () => { 'use trace'
  results.push(await client.chat.completions.create({ model: 'c', messages: [] }))
})()
const f = function () { 'use trace'
  return client
}
f().chat.completions.create({ model: 'd', messages: [] })
if (x) client?.chat.completions.create({ model: 'e', messages: [] })
else results.push('no')
do x--; while (x > 0)
await client.chat.completions.create({ model: 'f', messages: [] })
await new Promise((resolve) => setTimeout(resolve, 2))
console.log(results.join(), t, x)
