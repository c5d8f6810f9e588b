export {};
const globalFetch = globalThis.fetch;
globalThis.fetch = (async (u: string) => u) as never;
const s = `a
${await fetch("b")}`;
// a comment with fetch("c")
console.log(JSON.stringify(s), await fetch(`d`), "fetch(1)", /fetch\(/.test("fetch("));
globalThis.fetch = globalFetch;
