/** Hugging Face's own tasks at an endpoint, and its hub; its chat and text generation speak OpenAI's API. */
import { type Format, json } from '../format.ts';

export const huggingface: Format = {
  name: 'huggingface',
  answer({ method, path, body }) {
    if (path.startsWith('/api/models/')) return json({ inferenceProviderMapping: MAPPING });
    if (method !== 'POST' || body.inputs === undefined) return undefined;
    if (path === '/image') return { bytes: new Uint8Array([1, 2, 3]), type: 'image/jpeg' };
    return path === '/' ? json([[0.1, 0.2, 0.3]]) : undefined;
  },
};

const MAPPING = { groq: { status: 'live', providerId: 'llama', task: 'conversational' } };
