/** Rows of one height of which only those in sight are there: 100,000 cost what 60 cost. */
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualRowsProps {
  readonly count: number;
  readonly height: number;
  /** Brought into sight when it changes; -1 for none. */
  readonly selected: number;
  readonly render: (index: number) => JSX.Element;
  readonly frame: RefObject<HTMLDivElement | null>;
}

const MARGIN = 12;
/** Browsers lay out no more than about 33 million pixels. */
const TALLEST = 15_000_000;

export function VirtualRows({ count, height, selected, render, frame }: VirtualRowsProps): JSX.Element {
  const [top, setTop] = useState(0);
  const [room, setRoom] = useState(800);
  const whole = Math.min(count * height, TALLEST);
  const scale = count * height > TALLEST ? (count * height - room) / Math.max(1, whole - room) : 1;
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = (): void => setRoom(element.clientHeight);
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    measure();
    const scroll = (): void => setTop(element.scrollTop);
    element.addEventListener('scroll', scroll, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener('scroll', scroll);
    };
  }, [frame]);
  const shown = useRef(-1);
  useEffect(() => {
    const element = frame.current;
    if (element === null || selected < 0 || shown.current === selected) return;
    shown.current = selected;
    const at = selected * height;
    const from = element.scrollTop * scale;
    if (at < from + height || at > from + element.clientHeight - 2 * height)
      element.scrollTop = (at - element.clientHeight / 3) / scale;
  }, [selected, frame, height, scale]);
  const virtualTop = top * scale;
  const first = Math.max(0, Math.floor(virtualTop / height) - MARGIN);
  const last = Math.min(count, Math.ceil((virtualTop + room) / height) + MARGIN);
  const rows: JSX.Element[] = [];
  for (let index = first; index < last; index++) rows.push(render(index));
  // Where the list is taller than a browser allows, rows move with the scroll bar's own measure.
  const offset = scale === 1 ? first * height : top - (virtualTop - first * height);
  return (
    <div class="virtual" role="presentation" style={{ height: `${whole}px` }}>
      <div class="virtual-rows" role="presentation" style={{ transform: `translateY(${offset}px)` }}>
        {rows}
      </div>
    </div>
  );
}
