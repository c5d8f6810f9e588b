/** Every helper but those of LLM vendors, and one vendor. */

export { anthropic } from 'onetrace/inject';
export * from './base.ts';
