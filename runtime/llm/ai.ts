/** The AI SDK of Vercel, versions 6 and 7. */
import type { Helper } from '../wraps/bound.ts';
import { llm } from '../wraps/llm.ts';
import type { Adapter } from './adapter.ts';

const adapter: Adapter = { request: () => undefined, response() {}, chunk() {} };

export const ai: Helper = /* @__PURE__ */ llm(adapter);
