import * as $ot from "onetrace/inject"; import { OpenRouter } from '@openrouter/sdk';

const router = new OpenRouter({ apiKey: 'k' });
export const ask = (messages: []) => $ot.openrouter("openrouter/input.ts:4:38#ask?method=chat.send&proven=1&callee=router.chat.send", router.chat, "send")({ chatRequest: { model: 'openai/gpt-4o', messages } });
