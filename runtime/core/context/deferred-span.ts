/**
 * A context whose span is found when somebody asks: a tick that is only a span where something in it is
 * traced, a loop over messages whose next one has not come yet, a callback that must inherit nothing.
 */
import { newBaggage } from '../../trace/baggage.ts';
import { INTERNAL, Span } from '../../trace/span.ts';
import type { Trace } from '../../trace/trace.ts';

/** Never exported, never recorded. */
const NO_TRACE: Trace = {
  traceId: '',
  remoteParentId: '',
  flags: 0,
  tracestate: '',
  recording: false,
  explicit: false,
  departed: false,
  buffered: undefined,
  bufferedBytes: 0,
  wallOrigin: 0,
};

export class DeferredSpan extends Span {
  readonly resolve: () => Span | undefined;

  constructor(resolve: () => Span | undefined) {
    super('', INTERNAL, NO_TRACE, newBaggage(), undefined, '');
    this.resolve = resolve;
    this.end = -1; // not 0: whoever asks for the active span looks twice
  }
}

/** Of callbacks that are registered: whoever registered them lends them nothing. */
export const BLANK: Span = /* @__PURE__ */ new DeferredSpan(() => undefined);
