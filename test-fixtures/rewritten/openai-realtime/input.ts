import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { WebSocket as Socket } from 'ws';

export const talk = () => new OpenAIRealtimeWS({ model: 'gpt-realtime' });
export const made = async (client) => await OpenAIRealtimeWS.create(client, { model: 'gpt-realtime' });
export const own = () => new Socket('wss://api.openai.com/v1/realtime?model=gpt-realtime');
export const page = () => new WebSocket(`wss://api.openai.com/v1/realtime?model=gpt-realtime`);
export const chat = () => new Socket('wss://chat.example/rooms/realtime');
