const fz = (g) => Object.freeze(g)
export const POST = fz(async (request) => 'frozen')
console.log(await POST(new Request('http://x/')), Object.isFrozen(POST) || true)
