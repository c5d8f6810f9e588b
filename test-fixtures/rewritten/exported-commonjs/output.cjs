'use strict';
const $ot = require("onetrace/inject"); const inner = require('./inner');
exports.handler = $ot.lambda("exported-commonjs/input.cjs:3:19#handler", async (event) => ({ statusCode: 200 }));
exports.hello = (req, res) => { const $x = $ot.enterHandler("exported-commonjs/input.cjs:4:17#hello", 0, [req, res]); try { return $x.end(res.send('hello')); } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
exports.plain = (value) => value;
module.exports.POST = $ot.handler("exported-commonjs/input.cjs:6:23#POST?http.request.method=POST", inner);
module.exports = async function serve(req, res) {
  const $x = $ot.enterHandler("exported-commonjs/input.cjs:7:18#default", 1, arguments); try { res.end('ok');
} catch ($e) { throw $x.fail($e); } finally { $x.exit(); } };
module.exports = { handler: inner, GET() { const $x = $ot.enterHandler("exported-commonjs/input.cjs:10:36#GET?http.request.method=GET", 0, arguments); try { return $x.end(1) } catch ($e) { throw $x.fail($e); } finally { $x.exit(); } }, inner, helper: (value) => value };
function local(exports) { exports.handler = 1 }
