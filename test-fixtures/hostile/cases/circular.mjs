import { other } from './_circ.mjs'
export const GET = async (request) => other()
console.log(await GET(new Request('http://x/')))
