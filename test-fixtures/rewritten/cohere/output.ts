import * as $ot from "onetrace/inject"; import { CohereClient, CohereClientV2 } from 'cohere-ai';

const cohere = new CohereClientV2({ token: process.env.KEY });
export const ask = (content: string) => $ot.cohere("cohere/input.ts:4:41#ask?method=chat&proven=1&callee=cohere.chat", cohere, "chat")({ model: 'command-a', messages: [{ role: 'user', content }] });
export const stream = (content: string) => $ot.cohere("cohere/input.ts:5:44#stream?method=chatStream&proven=1&callee=cohere.chatStream", cohere, "chatStream")({ model: 'command-a', messages: [{ role: 'user', content }] });
const old = new CohereClient();
export const embed = (texts: string[]) => $ot.cohere("cohere/input.ts:7:43#embed?method=v2.embed&proven=1&callee=old.v2.embed", old.v2, "embed")({ model: 'embed-v4', texts });
export const room = (socket) => socket.chat('hello');
