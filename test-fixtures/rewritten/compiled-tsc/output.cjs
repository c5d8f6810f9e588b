"use strict";
const $ot = require("onetrace/inject"); var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
const express_1 = __importDefault(require("express"));
const openai_1 = __importDefault(require("openai"));
const node_http_1 = require("node:http");
const ai = __importStar(require("ai"));
const ai_1 = require("ai");
const openai = new openai_1.default();
const app = (0, express_1.default)();
const router = (0, express_1.Router)();
async function list(request, response) {
    await $ot.openai("compiled-tsc/input.cjs:15:11#list?method=chat.completions.create&proven=1&awaited=1&callee=openai.chat.completions.create", openai.chat.completions, "create")({ model: 'm', messages: [] });
    await (0, $ot.ai("compiled-tsc/input.cjs:16:15#list?method=generateText&proven=1", ai_1.generateText))({ model: 'm', prompt: 'p' });
    await $ot.ai("compiled-tsc/input.cjs:17:11#list?method=streamText&proven=1&awaited=1&callee=ai.streamText", ai, "streamText")({ model: 'm', prompt: 'p' });
    response.json(await (await $ot.fetch("compiled-tsc/input.cjs:18:32#list", fetch)('http://x')).json());
}
app.use($ot.handler("compiled-tsc/input.cjs:20:9#", (request, response, next) => next()));
app.get('/x', $ot.handler("compiled-tsc/input.cjs:21:15#?http.request.method=GET&http.route=/x", list));
router.post('/y', $ot.handler("compiled-tsc/input.cjs:22:19#?http.request.method=POST&http.route=/y", list));
(0, node_http_1.createServer)($ot.handler("compiled-tsc/input.cjs:23:31#", app)).listen(0);
