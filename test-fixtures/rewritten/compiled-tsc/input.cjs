"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
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
    await openai.chat.completions.create({ model: 'm', messages: [] });
    await (0, ai_1.generateText)({ model: 'm', prompt: 'p' });
    await ai.streamText({ model: 'm', prompt: 'p' });
    response.json(await (await fetch('http://x')).json());
}
app.use((request, response, next) => next());
app.get('/x', list);
router.post('/y', list);
(0, node_http_1.createServer)(app).listen(0);
