"use strict";
var _fastify = _interopRequireDefault(require("fastify"));
var _ai = _interopRequireWildcard(require("ai"));
var tslib_1 = require("tslib");
var hono_1 = tslib_1.__importStar(require("hono"));
function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }
var app = (0, _fastify.default)();
app.get('/x', show);
new hono_1.Hono().get('/y', show);
async function show() {
  return (0, _ai.embed)({ model: 'm', value: 'p' });
}
