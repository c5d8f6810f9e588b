// A handler's parameters are read in its text.
const names = (fn) => /\(?\s*\{?\s*([\w, ]*)/.exec(String(fn).replace(/^async\s*/, ''))?.[1]
export const handler = async ({ db, log }) => {}
export const GET = async (req, ctx) => {}
console.log(names(handler), '|', names(GET))
