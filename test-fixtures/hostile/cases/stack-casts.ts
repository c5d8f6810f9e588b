const client: any = { chat: { completions: { create: async () => { await 0; throw new Error('s') } } } }
async function ask() { return await (client.chat.completions.create as any)({ model: 'm', messages: [] }) }
await ask().catch((e: any) => console.log(/async ask/.test(e.stack)))
