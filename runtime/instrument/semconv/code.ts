import type { Span } from '../../trace/span.ts';
import { type SiteText, siteOf } from '../call/site.ts';

/** The site in the author's source, by the names of the code conventions. */
export function setCode(span: Span, text: SiteText): void {
  const { file, line, function: name } = siteOf(text);
  if (file !== '') span.set('code.file.path', file).set('code.line.number', line);
  if (name !== '') span.set('code.function.name', name);
}
