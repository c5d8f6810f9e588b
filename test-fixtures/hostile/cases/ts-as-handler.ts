type H = (r: Request) => Promise<number>
export const GET = (async (request) => 7) satisfies H
export const POST = <H>(async (request: Request) => 8)
export const PUT = ((request: Request) => 9)!
console.log(await GET(new Request('http://x/')), await POST(new Request('http://x/')), PUT(new Request('http://x/')), GET.name, POST.name, PUT.name)
