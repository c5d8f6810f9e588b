// import export
exports.run = () => fetch('data:,x').then((r) => r.status)
exports.run().then(console.log)
