const keep = fetch
fetch = undefined
try { fetch('x') } catch (e) { console.log(e.constructor.name) }
globalThis.fetch = keep
