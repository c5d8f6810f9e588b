/** What a call of an LLM client is when it runs: the client's own call, with a span around it. */
import { activeSpan, runIn } from '../../core/active-span.ts';
import { attempt, swallow } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { type Helper, helper, type Invoke } from '../call/helper.ts';
import { type SiteText, siteOf } from '../call/site.ts';
import { setCode } from '../semconv/code.ts';
import type { Adapter, Call, Request } from './adapter.ts';
import type { Recording } from './llm-span.ts';
import { open } from './start-span.ts';
import { observe } from './tap-result.ts';

interface Started {
  readonly recording: Recording;
  readonly args: unknown[];
}

/** The helper of a vendor family. */
export const llm = (adapter: Adapter): Helper => helper(llmCall(adapter));

/** One call of a family's client. */
export const llmCall =
  (adapter: Adapter): Invoke =>
  (site, method, self, args) => {
    const started = begin(adapter, site, self, args);
    if (started === undefined) return method.apply(self, args);
    const { recording } = started;
    let result: unknown;
    try {
      result = runIn(recording.span, () => method.apply(self, started.args));
    } catch (error) {
      recording.fail(error);
      throw error;
    }
    try {
      observe(result, recording, adapter);
    } catch (error) {
      swallow(error);
      recording.end();
    }
    return result;
  };

/** undefined: nothing is recorded, or this is no call of a model. Never throws. */
function begin(adapter: Adapter, site: SiteText, self: unknown, args: unknown[]): Started | undefined {
  const parent = activeSpan();
  if (parent === undefined ? !settings().recording : !parent.trace.recording || parent.opaque)
    return undefined;
  return attempt(() => {
    const { facts } = siteOf(site);
    const call: Call = { method: facts.method ?? '', self, args, proven: facts.proven === '1' };
    const request = adapter.request(call);
    return request && start(adapter, site, call, request);
  });
}

function start(adapter: Adapter, site: SiteText, call: Call, request: Request): Started {
  const recording = open(request);
  setCode(recording.span, site);
  let { args } = call;
  try {
    if (recording.showsInput) adapter.input?.(recording, call);
    args = adapter.prepare?.(recording, call) ?? args;
  } catch (error) {
    swallow(error); // what cannot be spelled is not shown
  }
  return { recording, args };
}
