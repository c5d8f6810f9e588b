import type { JSX } from 'preact';
import { showCount, showDuration, showMoney, showTime, showTokens } from '../format.ts';
import { Fact } from '../parts/parts.tsx';

export interface SummaryData {
  readonly traces: number;
  readonly failed: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly input: number | null;
  readonly output: number | null;
  readonly cost: number | null;
  readonly first: number | null;
  readonly last: number | null;
  readonly total: number;
  readonly capped: boolean;
  readonly bars: readonly { readonly bar: number; readonly count: number; readonly failed: number }[];
  readonly barWidth: number;
}

export function Summary({ data }: { data: SummaryData }): JSX.Element {
  const { traces, failed, p50, p95, p99, input, output, cost, capped } = data;
  return (
    <section class="summary" aria-label="Summary">
      <dl>
        <Fact name="traces" title={capped ? 'of the newest' : ''}>
          {showCount(traces)}
          {capped && '+'}
        </Fact>
        <Fact name="failed">
          <span class={failed > 0 ? 'bad' : ''}>{showCount(failed)}</span>
        </Fact>
        <Fact name="p50">{p50 === null ? '–' : showDuration(p50)}</Fact>
        <Fact name="p95">{p95 === null ? '–' : showDuration(p95)}</Fact>
        <Fact name="p99">{p99 === null ? '–' : showDuration(p99)}</Fact>
        <Fact name="tokens in → out">{showTokens(input, output) || '–'}</Fact>
        <Fact name="cost">{showMoney(cost) || '–'}</Fact>
      </dl>
      <Histogram data={data} />
    </section>
  );
}

const BARS = 48;
const HEIGHT = 34;

/** Traces over time; what failed stands at the bottom. */
function Histogram({ data: { bars, first, barWidth } }: { data: SummaryData }): JSX.Element {
  const most = bars.reduce((highest, { count }) => Math.max(highest, count), 1);
  const tall = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT));
  return (
    <svg
      class="histogram"
      viewBox={`0 0 ${BARS * 6} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Traces over time, at most ${most} in one bar`}
    >
      {bars.map(({ bar, count, failed }) => (
        <g key={bar}>
          <title>{`${showTime((first ?? 0) + bar * barWidth)}: ${count}${failed > 0 ? `, ${failed} failed` : ''}`}</title>
          <rect x={bar * 6} y={HEIGHT - tall(count)} width="5" height={tall(count)} class="all" />
          <rect x={bar * 6} y={HEIGHT - tall(failed)} width="5" height={tall(failed)} class="failed" />
        </g>
      ))}
    </svg>
  );
}
