import { settings } from '../../../core/settings.ts';
import { state } from '../../../core/state.ts';
import type { Span } from '../../../trace/span.ts';
import { type SiteText, siteOf } from '../../call/site.ts';

/** Calls whose contents the viewer has asked for: what happens below them is a part of them. */
const asked = /* @__PURE__ */ new WeakSet<Span>();

/** Whether contents are recorded: as the program says, or else where somebody who looks on asked for that line. */
export function recordsContent(span: Span, site: SiteText | undefined): boolean {
  const { captureContent } = settings();
  if (captureContent !== undefined || state.asksContent === undefined) return captureContent ?? false;
  if (!isBelowAsked(span) && !isAskedAt(site, state.asksContent)) return false;
  asked.add(span);
  return true;
}

function isBelowAsked(span: Span): boolean {
  for (let at = span.parent; at !== undefined; at = at.parent) if (asked.has(at)) return true;
  return false;
}

function isAskedAt(text: SiteText | undefined, isAsked: (place: string) => boolean): boolean {
  if (text === undefined) return false;
  const { file, line } = siteOf(text);
  return isAsked(`${file}:${line}`);
}
