/** What a call of an LLM client is when it runs: the client's own call, with a span around it. */
import { activeSpan, runIn } from '../active.ts';
import { attempt } from '../attempt.ts';
import { settings } from '../config.ts';
import type { Adapter, Call, Request } from '../llm/adapter.ts';
import { observe } from '../llm/observe.ts';
import { open } from '../llm/open.ts';
import type { Recording } from '../llm/recording.ts';
import { type SiteText, siteOf } from '../site.ts';
import { swallow } from '../swallow.ts';
import { type Helper, helper, type Invoke } from './bound.ts';
import { setCode } from './code.ts';

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
    if (recording.capturesContent) adapter.input?.(recording, call);
    args = adapter.prepare?.(recording, call) ?? args;
  } catch (error) {
    swallow(error); // what cannot be spelled is not shown
  }
  return { recording, args };
}
