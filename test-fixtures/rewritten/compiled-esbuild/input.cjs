var __toESM = (mod, isNodeMode, target) => (target = mod, __copyProps(target, mod));
var import_express = __toESM(require("express"), 1);
var import_ai = require("ai");
var app = (0, import_express.default)();
app.get("/x", show);
async function show(request, response) {
  response.json(await (0, import_ai.generateText)({ model: "m", prompt: "p" }));
}
