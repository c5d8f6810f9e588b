'use strict';
const inner = require('./inner');
exports.handler = async (event) => ({ statusCode: 200 });
exports.hello = (req, res) => res.send('hello');
exports.plain = (value) => value;
module.exports.POST = inner;
module.exports = async function serve(req, res) {
  res.end('ok');
};
module.exports = { handler: inner, GET() { return 1 }, inner, helper: (value) => value };
function local(exports) { exports.handler = 1 }
