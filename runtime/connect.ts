import { settings } from './config.ts';
import { createPipeline } from './export/index.ts';
import { state } from './state.ts';

/** The pipeline is there before the first recorded span ends, with or without `Observe.init`. */
export function connect(): void {
  state.pipeline ??= createPipeline(settings().export);
}
