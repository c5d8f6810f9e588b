'use strict';
const $ot = require("onetrace/inject"); const OpenAI = require('openai');
const { default: Anthropic } = require('@anthropic-ai/sdk');
const client = new OpenAI();
exports.ask = (body) => $ot.openai("commonjs/input.cjs:5:25#ask?method=chat.completions.create&proven=1&callee=client.chat.completions.create", client.chat.completions, "create")(body);
exports.tell = (body) => $ot.anthropic("commonjs/input.cjs:6:26#tell?method=messages.stream&proven=1&callee=(intermediate value).messages.stream", new Anthropic().messages, "stream")(body);
exports.load = () => $ot.fetch("commonjs/input.cjs:7:22#load", fetch)('/x');
