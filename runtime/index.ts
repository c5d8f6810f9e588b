/** onetrace for people; rewritten code calls `onetrace/inject`. */

export { flush, init, shutdown, stats } from './api/lifecycle.ts';
export {
  getBaggage,
  getTraceId,
  Observe,
  setAttribute,
  setBaggage,
  TraceAttribute,
  type TraceAttributeValues,
  type ValueOf,
} from './api/observe.ts';
export { type CarrierInput, type WithTraceOptions, withTrace } from './api/with-trace.ts';
export type { DestinationStats, DropReason, Stats } from './config/types/delivery-stats.ts';
export type { Destination } from './config/types/destination.ts';
export type { IgnoreRule, IncomingRequest } from './config/types/ignore-requests.ts';
export type { InitOptions } from './config/types/options.ts';
export type { Price, Prices } from './config/types/prices.ts';
export type { PropagateTo, PropagationRule } from './config/types/propagate-to.ts';
export type { Keep, KeepRules } from './config/types/sampling.ts';
export {
  type Traced,
  type TracedDecorator,
  type TracedOptions,
  traced,
} from './instrument/traced/decorator.ts';
export { internalHosts } from './propagation/policy.ts';
export type { AttributeInput, Attributes, AttributeValue } from './trace/attribute.ts';
export { generateTraceId } from './trace/trace-id.ts';
