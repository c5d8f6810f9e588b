import OpenAI from 'openai';
import { serve } from './serve.ts';

serve(new OpenAI({ apiKey: 'key', baseURL: `${process.env.LLM_URL}/v1` }));
