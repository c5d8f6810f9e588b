// The asynchronous stack of an error in a handler.
export const GET = async (req) => { await 0; throw new Error('h') }
async function router() { return await GET(new Request('http://x/')) }
await router().catch((e) => console.log(e.stack.split('\n').filter((l) => /async router/.test(l)).length))
