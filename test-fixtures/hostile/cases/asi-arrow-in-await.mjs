async function f() { 'use trace'
  let g
  g = await (async () => () => 1)()
  const h = () => { return 2 }
  ;(() => {})()
  return g() + h() }
console.log(await f())
