/** At most `length` UTF-16 units of `text`; what was JSON stays JSON, no surrogate pair is torn. */
export function trimText(text: string, length: number): string {
  if (text.length <= length) return text;
  return (/^\s*[[{]/.test(text) && trimJson(text, length)) || cutText(text, length);
}

function cutText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/**
 * The beginning of a JSON text, closed where it is cut; '' where it is no JSON. One scan of what stays:
 * parsing a prompt of megabytes to keep 64 KiB of it would block the program.
 */
function trimJson(text: string, length: number): string {
  const closers: string[] = [];
  let whole = 0; // the end of the last complete value or the start of its container
  let string = false;
  let key = false;
  let at = 0;
  while (at + closers.length + 2 < length) {
    const unit = text[at] as string;
    if (unit === '\\') {
      const end = at + (text[at + 1] === 'u' ? 6 : 2);
      if (end + closers.length + 2 > length) break;
      at = end;
      continue;
    }
    if (unit === '"') {
      string = !string;
      if (!string && !key) whole = at + 1;
    } else if (!string) {
      if (unit === '{' || unit === '[') closers.push(unit === '{' ? '}' : ']');
      if (unit === '}' || unit === ']') closers.pop();
      if (/[[\]{}]/.test(unit)) whole = at + 1;
      if (unit === ',') whole = at;
      if (/[{,:]/.test(unit)) key = unit !== ':' && closers.at(-1) === '}';
      if (closers.length === 0 && /\S/.test(unit)) return '';
    }
    at++;
  }
  const kept = string && !key ? `${cutText(text, at)}…"` : text.slice(0, whole);
  return kept + closers.reverse().join('');
}
