const isOws = (code: number): boolean => code === 0x20 || code === 0x09;

/**
 * Trims optional whitespace (RFC 9110 5.6.3: space and tab, nothing else) from both ends. By hand, since
 * `/[ \t]+$/` is quadratic in a long run of blanks and `trim()` would take CR and LF away unseen.
 */
export function trimOws(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isOws(text.charCodeAt(start))) start++;
  while (end > start && isOws(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}
