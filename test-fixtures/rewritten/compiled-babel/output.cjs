"use strict";
const $ot = require("onetrace/inject"); var _fastify = _interopRequireDefault(require("fastify"));
var _ai = _interopRequireWildcard(require("ai"));
var tslib_1 = require("tslib");
var hono_1 = tslib_1.__importStar(require("hono"));
function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }
var app = (0, _fastify.default)();
app.get('/x', $ot.handler("compiled-babel/input.cjs:8:15#?http.request.method=GET&http.route=/x", show));
new hono_1.Hono().get('/y', $ot.handler("compiled-babel/input.cjs:9:29#?http.request.method=GET&http.route=/y", show));
async function show() {
  return (0, $ot.ai("compiled-babel/input.cjs:11:14#show?method=embed&proven=1", _ai.embed))({ model: 'm', value: 'p' });
}
