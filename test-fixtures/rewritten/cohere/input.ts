import { CohereClient, CohereClientV2 } from 'cohere-ai';

const cohere = new CohereClientV2({ token: process.env.KEY });
export const ask = (content: string) => cohere.chat({ model: 'command-a', messages: [{ role: 'user', content }] });
export const stream = (content: string) => cohere.chatStream({ model: 'command-a', messages: [{ role: 'user', content }] });
const old = new CohereClient();
export const embed = (texts: string[]) => old.v2.embed({ model: 'embed-v4', texts });
export const room = (socket) => socket.chat('hello');
