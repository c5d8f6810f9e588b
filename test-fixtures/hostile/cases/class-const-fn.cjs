const Handler = function (x) { this.x = x }
Handler.prototype.get = function () { return this.x }
exports.handler = Handler
console.log(new exports.handler(4).get(), exports.handler === Handler)
