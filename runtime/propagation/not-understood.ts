/** Whether something that holds no carrier looks as if it should: then somebody means one, and is told. */
const MAX_DEPTH = 4;
const MAX_LOOKS = 200;
const NAMES = /traceparent|trace-?_?context/i;

/** Text is meant as a carrier; an object where one of its keys or texts names one. Never throws. */
export function meansCarrier(input: unknown): boolean {
  if (typeof input === 'string') return input.trim() !== '';
  const look = { left: MAX_LOOKS };
  try {
    return namesCarrier(input, MAX_DEPTH, look);
  } catch {
    return false;
  }
}

function namesCarrier(value: unknown, depth: number, look: { left: number }): boolean {
  if (look.left-- <= 0 || depth === 0 || typeof value !== 'object' || value === null) return false;
  if (ArrayBuffer.isView(value)) return false;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return entries.some(([key, member]) => {
    if (typeof key === 'string' && NAMES.test(key))
      return member !== undefined && member !== null && member !== '';
    return namesCarrier(member, depth - 1, look);
  });
}
