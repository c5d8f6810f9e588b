// What `fetch` refuses is refused.
const tell = (init) => fetch('http://127.0.0.1:9/', init).catch((e) => e.message === 'fetch failed' ? 'was sent' : 'refused')
console.log(await tell({ headers: null }), await tell({ headers: { [Symbol('s')]: 'x' } }))
