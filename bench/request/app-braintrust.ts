/** Braintrust traces a client that the program wraps. */
import { wrapOpenAI } from 'braintrust';
import OpenAI from 'openai';
import { serve } from './serve.ts';

serve(wrapOpenAI(new OpenAI({ apiKey: 'key', baseURL: `${process.env.LLM_URL}/v1` })));
