export const GET = (request, { a = 1, ...rest } = {}) => [request.method, a, JSON.stringify(rest)].join()
export const POST = ({ method }, ...more) => method + more.length
export const PUT = (request = new Request('http://y/')) => request.url
console.log(GET(new Request('http://x/'), { b: 2 }), POST(new Request('http://x/', { method: 'POST' }), 1, 2), PUT(), GET.length, POST.length, PUT.length)
