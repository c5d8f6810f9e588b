// A namespace in two blocks has a `fetch` of its own.
namespace A.B { export const fetch = (u: string, i?: any) => 'AB ' + u + (i ? 'init' : '') }
namespace A.B { export const x = fetch('http://127.0.0.1:1/q') }
function fn() { return 'fn' } namespace fn { export const handler = async (e: any) => 1; export function GET(req: any) { return 'ns GET' } }
console.log(A.B.x, fn(), fn.GET(1), fn.handler.length, await fn.handler(1))
