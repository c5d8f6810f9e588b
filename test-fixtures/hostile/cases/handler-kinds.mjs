import { types } from 'node:util'
export const GET = async (request) => 1
export const POST = function* (request) { yield 1 }
export const PUT = async function* named(request) { yield 2 }
console.log(types.isAsyncFunction(GET), types.isGeneratorFunction(POST), PUT.name, GET.name, String(GET).includes('request'))
