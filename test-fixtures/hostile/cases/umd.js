(function (root, make) { if (typeof module === 'object' && module.exports) module.exports = make(); else root.lib = make() })(globalThis, () => ({ go: () => fetch('data:,q').then((r) => r.text()) }))
console.log(await globalThis.lib.go())
