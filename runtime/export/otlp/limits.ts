import type { Limits } from '../../config/types/export-options.ts';

export interface ResolvedLimits {
  readonly attributes: number;
  readonly events: number;
  readonly links: number;
  readonly valueLength: number;
}

export const resolveLimits = (limits: Limits = {}): ResolvedLimits => ({
  attributes: limits.attributes ?? 128,
  events: limits.events ?? 128,
  links: limits.links ?? 128,
  valueLength: limits.valueLength ?? 65_536,
});
