this.handler = async function (event, context) { return typeof event }
exports.handler = this.handler
exports.handler(1).then((t) => console.log(t, this === exports))
