/** An agent that another file made, with LangChain or with the AI SDK. */
import { attempt } from '../attempt.ts';
import { type Helper, helper } from '../wraps/bound.ts';
import { callSdk } from './ai.ts';
import { callRunnable, isRunnable } from './langchain.ts';

export const agent: Helper = /* @__PURE__ */ helper((site, method, self, args) =>
  (attempt(() => isRunnable(self)) ? callRunnable : callSdk)(site, method, self, args),
);
