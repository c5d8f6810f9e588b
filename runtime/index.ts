/** onetrace for people; rewritten code calls `onetrace/inject`. */

export type { Destination } from './export/config-types.ts';
export type { DestinationStats, DropReason, Stats } from './export/pipeline.ts';
export { flush, init, shutdown, stats } from './lifecycle.ts';
export type { Price, Prices } from './llm/cost.ts';
export { getBaggage, getTraceId, Observe, setAttribute, setBaggage, TraceAttribute } from './observe.ts';
export type { InitOptions } from './options.ts';
export { internalHosts, type PropagateTo, type PropagationRule } from './propagation.ts';
export type { Keep, KeepRules } from './sampler.ts';
export type { Attributes, AttributeValue } from './span.ts';
export { generateTraceId } from './trace-id.ts';
export { type Traced, type TracedDecorator, type TracedOptions, traced } from './traced.ts';
export { type CarrierInput, type WithTraceOptions, withTrace } from './with-trace.ts';
