/** `tracestate`, W3C Trace Context Level 2, section 3.3. Kept as text: nobody here reads foreign entries. */
import { trimOws } from './ows.ts';

const MEMBER = /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;
const MAX_MEMBERS = 32;
/** 3.3.1.5 asks for at least 512 characters; common receivers discard a longer header whole. */
const MAX_LENGTH = 512;
const LARGE_MEMBER = 128;

/**
 * The header with blanks and empty members removed, order and duplicates kept, or '' where any member is
 * invalid or there are more than 32. Over 512 characters whole members go: those over 128 first, then
 * from the end.
 */
export function cleanTracestate(text: string): string {
  const members: string[] = [];
  for (const part of text.split(',')) {
    const member = trimOws(part);
    if (member === '') continue;
    if (members.length === MAX_MEMBERS || !MEMBER.test(member)) return '';
    members.push(member);
  }
  return shorten(members);
}

/** `value` under `key`, moved to the left (3.5), the right-most member dropped where there is no room; '' removes. */
export function withMember(tracestate: string, key: string, value: string): string {
  const others = tracestate.split(',').filter((member) => member !== '' && !member.startsWith(`${key}=`));
  if (value !== '') others.unshift(`${key}=${value}`);
  return shorten(others.slice(0, MAX_MEMBERS));
}

export function memberValue(tracestate: string, key: string): string | undefined {
  const member = tracestate.split(',').find((each) => each.startsWith(`${key}=`));
  return member?.slice(key.length + 1);
}

function shorten(members: string[]): string {
  let kept = members;
  while (kept.join().length > MAX_LENGTH) {
    const large = kept.findLastIndex((member) => member.length > LARGE_MEMBER);
    kept = kept.toSpliced(large, 1); // -1 is the last
  }
  return kept.join();
}
