const $ot = require("onetrace/inject"); var __toESM = (mod, isNodeMode, target) => (target = mod, __copyProps(target, mod));
var import_express = __toESM(require("express"), 1);
var import_ai = require("ai");
var app = (0, import_express.default)();
app.get("/x", $ot.handler("compiled-esbuild/input.cjs:5:15#?http.request.method=GET&http.route=/x", show));
async function show(request, response) {
  response.json(await (0, $ot.ai("compiled-esbuild/input.cjs:7:27#show?method=generateText&proven=1", import_ai.generateText))({ model: "m", prompt: "p" }));
}
