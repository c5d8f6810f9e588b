export const GET = async () => { await 0; throw new Error('h') }
async function router() { return await GET(new Request('http://x/')) }
await router().catch((e) => console.log(/async router/.test(e.stack)))
