/** The whole trace at a glance, on a canvas; a part of it that is marked is what the rows show. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { colourOf } from '../../colours.ts';
import { type TraceView, wordAt } from '../trace-view.ts';

/** Shares of the trace's length. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const HEIGHT = 44;
const LEAST = 0.0005;

export function Minimap({
  view,
  range,
  onRange,
}: {
  view: TraceView;
  range: TimeRange;
  onRange: (range: TimeRange) => void;
}): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const start = useRef<number | undefined>(undefined);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const draw = (): void => drawSpans(element, view);
    const watcher = new ResizeObserver(draw);
    watcher.observe(element);
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', draw);
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      watcher.disconnect();
      theme.disconnect();
      scheme.removeEventListener('change', draw);
    };
  }, [view]);
  const shareAt = (event: PointerEvent): number => {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  const drag = (event: PointerEvent): void => {
    if (start.current === undefined) return;
    const [from, to] = [start.current, shareAt(event)].sort((a, b) => a - b) as [number, number];
    if (to - from > LEAST) onRange({ from, to });
  };
  const whole = range.from === 0 && range.to === 1;
  return (
    <div class="minimap">
      <div
        class="minimap-area"
        aria-hidden="true"
        onPointerDown={(event) => {
          start.current = shareAt(event);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onPointerUp={(event) => {
          drag(event);
          start.current = undefined;
        }}
        onDblClick={() => onRange({ from: 0, to: 1 })}
      >
        <canvas ref={canvas} />
        {!whole && (
          <>
            <span class="shade" style={{ left: '0', width: `${range.from * 100}%` }} />
            <span class="shade" style={{ left: `${range.to * 100}%`, right: '0' }} />
          </>
        )}
      </div>
      {!whole && (
        <button type="button" class="quiet" onClick={() => onRange({ from: 0, to: 1 })}>
          whole trace
        </button>
      )}
    </div>
  );
}

/** By depth where there is room, else squeezed; what failed is drawn last. */
function drawSpans(canvas: HTMLCanvasElement, { skeleton, tree, origin, length }: TraceView): void {
  const width = canvas.clientWidth;
  const ratio = devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  const context = canvas.getContext('2d');
  if (context === null || width === 0) return;
  context.scale(ratio, ratio);
  const colours = Array.from({ length: 8 }, (_, index) => resolvedColour(canvas, `var(--c${index})`));
  const bad = resolvedColour(canvas, 'var(--bad)');
  let deepest = 1;
  for (const depth of tree.depth) deepest = Math.max(deepest, depth + 1);
  const rows = Math.min(deepest, HEIGHT / 2);
  const failed: number[] = [];
  const bar = (row: number, colour: string): void => {
    context.fillStyle = colour;
    const x = (((tree.start[row] as number) - origin) / length) * width;
    const y = (Math.min(tree.depth[row] as number, deepest - 1) / deepest) * (HEIGHT - 4) + 2;
    context.fillRect(
      x,
      y,
      Math.max(1, ((tree.duration[row] as number) / length) * width),
      Math.max(1.5, (HEIGHT - 4) / rows - 1),
    );
  };
  for (let row = 0; row < tree.span.length; row++) {
    const span = tree.span[row] as number;
    if (span < 0) continue;
    if (skeleton.status[span] === 2) failed.push(row);
    else bar(row, colours[colourOf(wordAt(skeleton, skeleton.service, span))] ?? '');
  }
  for (const row of failed) bar(row, bad);
}

/** A canvas knows neither variables nor schemes: an element does. */
function resolvedColour(canvas: HTMLCanvasElement, colour: string): string {
  canvas.style.color = colour;
  return getComputedStyle(canvas).color;
}
