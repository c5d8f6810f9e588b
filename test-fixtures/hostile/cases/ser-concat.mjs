const f = async (u) => { const r = await fetch(u); return r.text() }
let s = ''
s += f
console.log(s, ''.concat(f) === s)
