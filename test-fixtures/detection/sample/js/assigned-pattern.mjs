import Anthropic from '@anthropic-ai/sdk';

let claude;
let settings = {};

function setup() {
  ({ claude, ...settings } = { claude: new Anthropic(), retries: 2 });
}

setup();
const reply = await claude.messages.create({ model: 'm', max_tokens: 1, messages: [] });
//                  ^               ~ llm anthropic proven
console.log(reply, settings);
