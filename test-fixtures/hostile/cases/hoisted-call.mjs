console.log(await GET(new Request('http://x/')))
export async function GET(request) { return 'hoisted ' + (await fetch('data:,x')).status }
