import OpenAI from 'openai';
import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket';

export function open(client: OpenAI) {
  const voice = new OpenAIRealtimeWebSocket({ model: 'gpt-realtime' }, client);
//              ^ llm openai-realtime proven
  voice.on('response.done', () => voice.close());
  return voice;
}

export const rooms = (url: string) => new WebSocket(url);
