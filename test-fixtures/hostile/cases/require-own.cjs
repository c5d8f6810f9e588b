var require = (x) => 'own ' + x
exports.handler = async (a, b) => require(a)
exports.handler('z', 1).then(console.log)
