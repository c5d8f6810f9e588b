'use strict';
const OpenAI = require('openai');
const { default: Anthropic } = require('@anthropic-ai/sdk');
const client = new OpenAI();
exports.ask = (body) => client.chat.completions.create(body);
exports.tell = (body) => new Anthropic().messages.stream(body);
exports.load = () => fetch('/x');
