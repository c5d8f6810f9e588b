/** Numbers as people read them: three figures, and the unit that fits. */

/** Of microseconds. */
export function showDuration(micros: number): string {
  if (micros >= 3_600_000_000) return `${(micros / 3_600_000_000).toFixed(1)} h`;
  if (micros >= 100_000_000) return `${(micros / 60_000_000).toFixed(1)} min`;
  if (micros >= 1_000_000) return `${(micros / 1_000_000).toFixed(2)} s`;
  if (micros >= 100_000) return `${(micros / 1000).toFixed(0)} ms`;
  if (micros >= 10_000) return `${(micros / 1000).toFixed(1)} ms`;
  if (micros >= 1000) return `${(micros / 1000).toFixed(2)} ms`;
  return `${micros >= 10 ? micros.toFixed(0) : micros.toFixed(1)} µs`;
}

export function showCount(count: number): string {
  if (count >= 1_000_000_000) return `${(count / 1e9).toFixed(1)} G`;
  if (count >= 1_000_000) return `${(count / 1e6).toFixed(count >= 1e7 ? 0 : 1)} M`;
  if (count >= 10_000) return `${(count / 1000).toFixed(count >= 100_000 ? 0 : 1)} k`;
  return count.toLocaleString('en');
}

/** Of US dollars. */
export function showMoney(dollars: number | null | undefined): string {
  if (dollars === null || dollars === undefined) return '';
  if (dollars === 0) return '$0';
  if (dollars >= 100) return `$${dollars.toFixed(0)}`;
  if (dollars >= 0.1) return `$${dollars.toFixed(2)}`;
  return `$${dollars.toFixed(Math.min(8, 1 - Math.floor(Math.log10(dollars))))}`;
}

export function showTokens(input: number | null, output: number | null): string {
  if (input === null && output === null) return '';
  return `${showCount(input ?? 0)} → ${showCount(output ?? 0)}`;
}

export function showBytes(bytes: number): string {
  if (bytes >= 1024 ** 3) return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  if (bytes >= 1024 ** 2) return `${(bytes / 1024 ** 2).toFixed(bytes >= 100 * 1024 ** 2 ? 0 : 1)} MB`;
  return `${Math.ceil(bytes / 1024)} KB`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short' });

/** Of microseconds since 1970: the clock today, the day before. */
export function showTime(micros: number): string {
  const date = new Date(micros / 1000);
  return date.toDateString() === new Date().toDateString()
    ? CLOCK.format(date)
    : `${DAY.format(date)} ${CLOCK.format(date)}`;
}

export const showExactTime = (micros: number): string =>
  new Date(micros / 1000).toISOString().replace('T', ' ').replace('Z', '');

export function showAge(micros: number, now: number = Date.now()): string {
  const seconds = Math.max(0, now - micros / 1000) / 1000;
  if (seconds < 10) return 'now';
  if (seconds < 90) return `${Math.round(seconds)} s ago`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}

export const plural = (count: number, noun: string): string =>
  `${showCount(count)} ${noun}${count === 1 ? '' : 's'}`;

const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];
export const kindName = (kind: number): string => KINDS[kind] ?? '';

/** `2 → 3`; one of them where they are alike, nothing where there is nothing. */
export const showChange = (a: number, b: number, show: (value: number) => string): string =>
  a === 0 && b === 0 ? '' : a === b ? show(a) : `${show(a)} → ${show(b)}`;
