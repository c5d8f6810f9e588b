import * as $ot from "onetrace/inject"; import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { WebSocket as Socket } from 'ws';

export const talk = () => $ot.openaiRealtime("openai-realtime/input.ts:4:27#talk", new OpenAIRealtimeWS({ model: 'gpt-realtime' }));
export const made = async (client) => await $ot.openaiRealtime("openai-realtime/input.ts:5:45#made", OpenAIRealtimeWS.create(client, { model: 'gpt-realtime' }));
export const own = () => $ot.openaiRealtime("openai-realtime/input.ts:6:26#own", new Socket('wss://api.openai.com/v1/realtime?model=gpt-realtime'));
export const page = () => $ot.openaiRealtime("openai-realtime/input.ts:7:27#page", new WebSocket(`wss://api.openai.com/v1/realtime?model=gpt-realtime`));
export const chat = () => new Socket('wss://chat.example/rooms/realtime');
