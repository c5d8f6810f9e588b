/** Tool calls of a Model Context Protocol client. */
import type { Helper } from '../wraps/bound.ts';
import { llm } from '../wraps/llm.ts';
import type { Adapter } from './adapter.ts';

const adapter: Adapter = { request: () => undefined, response() {}, chunk() {} };

export const mcp: Helper = /* @__PURE__ */ llm(adapter);
