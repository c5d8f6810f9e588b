"use strict";
const _express = /*#__PURE__*/ _interop_require_default(require("express"));
const _ai = /*#__PURE__*/ _interop_require_wildcard._(require("ai"));
function _interop_require_default(obj) {
    return obj && obj.__esModule ? obj : { default: obj };
}
const app = (0, _express.default)();
app.get('/x', show);
async function show(request, response) {
    response.json(await (0, _ai.generateText)({ model: 'm', prompt: 'p' }));
}
