'use strict';
const $ot = require("onetrace/inject"); const inner = require('./inner');
exports.handler = $ot.lambda("exported-commonjs/input.cjs:3:19#handler", async (event) => ({ statusCode: 200 }));
exports.hello = $ot.handler("exported-commonjs/input.cjs:4:17#hello", (req, res) => res.send('hello'));
exports.plain = (value) => value;
module.exports.POST = $ot.handler("exported-commonjs/input.cjs:6:23#POST?http.request.method=POST", inner);
module.exports = $ot.handler("exported-commonjs/input.cjs:7:18#default", async function serve(req, res) {
  res.end('ok');
});
module.exports = { handler: $ot.lambda("exported-commonjs/input.cjs:10:29#handler", inner), GET() { const $x = $ot.enterHandler("exported-commonjs/input.cjs:10:36#GET?http.request.method=GET", 0, arguments); try { return $x.end(1) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }, inner, helper: (value) => value };
function local(exports) { exports.handler = 1 }
