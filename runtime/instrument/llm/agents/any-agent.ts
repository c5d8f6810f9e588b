/** An agent that another file made, with LangChain or with the AI SDK. */
import { tryOrReport } from '../../../core/diagnostics.ts';
import { type Helper, helper } from '../../call/helper.ts';
import { callSdk } from './ai/ai.ts';
import { callRunnable, isRunnable } from './langchain/langchain.ts';

export const agent: Helper = /* @__PURE__ */ helper((site, method, self, args) =>
  (tryOrReport(() => isRunnable(self)) ? callRunnable : callSdk)(site, method, self, args),
);
