"use strict";
const $ot = require("onetrace/inject"); const _express = /*#__PURE__*/ _interop_require_default(require("express"));
const _ai = /*#__PURE__*/ _interop_require_wildcard._(require("ai"));
function _interop_require_default(obj) {
    return obj && obj.__esModule ? obj : { default: obj };
}
const app = (0, _express.default)();
app.get('/x', $ot.handler("compiled-swc/input.cjs:8:15#?http.request.method=GET&http.route=/x", show));
async function show(request, response) {
    response.json(await (0, $ot.ai("compiled-swc/input.cjs:10:29#show?method=generateText&proven=1", _ai.generateText))({ model: 'm', prompt: 'p' }));
}
