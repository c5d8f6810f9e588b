// The asynchronous stack of an error in a model's client.
import { theirs } from './_theirs.mjs'
globalThis.client = { chat: { completions: { create: async () => { await 0; throw new Error('s') } } } }
async function ask() { return await theirs.chat.completions.create({ model: 'm', messages: [] }) }
await ask().catch((e) => console.log(e.stack.split('\n').filter((l) => /async ask/.test(l)).length))
