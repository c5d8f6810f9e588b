import type { JSX } from 'preact';
import { showDuration } from '../../format.ts';
import type { TraceView } from '../trace-view.ts';
import type { TimeRange } from './minimap.tsx';

const TICKS = 5;

export function TimeRuler({ view: { length }, range }: { view: TraceView; range: TimeRange }): JSX.Element {
  const ticks = Array.from({ length: TICKS }, (_, index) => index / TICKS);
  return (
    <div class="ruler" aria-hidden="true">
      <span class="ruler-name">Service and span</span>
      <div class="ruler-time">
        {ticks.map((share) => (
          <span key={share} style={{ left: `${share * 100}%` }}>
            {share === 0 && range.from === 0
              ? '0'
              : showDuration(length * (range.from + share * (range.to - range.from)))}
          </span>
        ))}
      </div>
    </div>
  );
}
