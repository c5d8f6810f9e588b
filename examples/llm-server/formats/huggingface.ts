/** Hugging Face's own tasks at an endpoint; its chat and text generation speak OpenAI's API. */
import type { Format } from '../format.ts';

export const huggingface: Format = {
  name: 'huggingface',
  answer: ({ method, path, body }) =>
    method === 'POST' && path === '/' && body.inputs !== undefined
      ? { status: 200, json: [[0.1, 0.2, 0.3]] }
      : undefined,
};
