const wrap = (f) => (...a) => f(...a)
export const GET = /* @__PURE__ */ wrap(async (request) => 5)
export const POST = /*#__PURE__*/ wrap((request) => 6)
console.log(await GET(new Request('http://x/')), POST(1))
