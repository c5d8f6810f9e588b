const $ot = 1, $x = 2, $e = 3
export const GET = async (request) => { const arguments_ = $ot + $x + $e; return arguments_ }
console.log(await GET(new Request('http://x/')))
