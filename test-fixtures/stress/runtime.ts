/**
 * The helpers of stressed programs: every body is a span, every member call goes through a helper that
 * only calls. What is tested here is the rewriting, not what an LLM wrap does with a call.
 */
import { helper } from '../../runtime/instrument/call/helper.ts';

export { chain, nil, slot } from '../../runtime/instrument/call/optional-chain.ts';
export { enterBody as enter } from '../../runtime/instrument/traced/entered-body.ts';

export const openai = helper((_site, method, self, args) => Reflect.apply(method, self, args));
