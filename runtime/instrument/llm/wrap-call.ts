/** What a call of an LLM client is when it runs: the client's own call, with a span around it. */
import { activeSpan, isRecordedBelow, runWithSpan } from '../../core/active-span.ts';
import { reportInternalError, tryOrReport } from '../../core/diagnostics.ts';
import { isAsyncFunction } from '../../platform/watch-promise.ts';
import { type Helper, helper, type Invoke } from '../call/helper.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import type { Adapter, LlmCall, LlmRequest } from './adapter.ts';
import type { LlmSpan } from './llm-span.ts';
import { startLlmSpan } from './start-span.ts';
import { tapResult, tapUnseen } from './tap-result.ts';

interface Started {
  readonly recording: LlmSpan;
  readonly args: unknown[];
}

/** The helper of a vendor family. */
export const llmHelper = (adapter: Adapter): Helper => helper(llmInvoke(adapter));

/** One call of a family's client. */
export const llmInvoke =
  (adapter: Adapter): Invoke =>
  (site, method, self, args) => {
    const started = beginCall(adapter, site, self, args);
    if (started === undefined) return Reflect.apply(method, self, args);
    const { recording: llmSpan } = started;
    let result: unknown;
    try {
      result = runWithSpan(llmSpan.span, () => Reflect.apply(method, self, started.args));
    } catch (error) {
      llmSpan.fail(error);
      throw error;
    }
    // Nothing else can come for a promise that is awaited where it is made.
    const isUnseen = isAsyncFunction(method) || siteOf(site).facts.awaited === '1';
    if (isUnseen) return tapUnseen(result, llmSpan, adapter);
    tapResult(result, llmSpan, adapter);
    return result;
  };

/** undefined: nothing is recorded, or this is no call of a model. Never throws. */
function beginCall(adapter: Adapter, site: SiteText, self: unknown, args: unknown[]): Started | undefined {
  const parent = activeSpan();
  if (!isRecordedBelow(parent) || parent?.opaque) return undefined;
  return tryOrReport(() => {
    const { facts } = siteOf(site);
    const call: LlmCall = {
      method: facts.method ?? '',
      self,
      args,
      proven: facts.proven === '1',
      site,
      facts,
    };
    const request = adapter.request(call);
    return request && startLlmCall(adapter, site, call, request);
  });
}

function startLlmCall(adapter: Adapter, site: SiteText, call: LlmCall, request: LlmRequest): Started {
  const llmSpan = startLlmSpan(request, site);
  setCode(llmSpan.span, site);
  let { args } = call;
  try {
    if (llmSpan.showsInput) adapter.input?.(llmSpan, call);
    args = adapter.prepare?.(llmSpan, call) ?? args;
  } catch (error) {
    reportInternalError(error); // what cannot be spelled is not shown
  }
  return { recording: llmSpan, args };
}
