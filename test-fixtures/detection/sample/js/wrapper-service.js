import { ollamaService } from './ollama-service.js';
import { cohere } from './cohere.js';

export const a = (messages) => ollamaService.chat({ model: 'm', messages });
export const b = (text) => cohere.embed(text);
export const c = (options) => cohere.chat(options);
