/** URLs as spans show them: without credentials, as the program's own rules say. */
import { tryOrReport } from '../../core/diagnostics.ts';
import { settings } from '../../core/settings.ts';
import { redactParameters } from '../../platform/secrets.ts';

/** `url.query`, which has no leading `?`. */
export const redactQuery = (query: string): string =>
  byProgram(redactParameters(`?${query}`, settings().urlQuery).slice(1));

/** `url.full`. */
export function redactUrl({ href, username, password, protocol }: URL): string {
  const user = username !== '' || password !== '';
  const shown = user ? `${protocol}//REDACTED:REDACTED@${href.slice(href.indexOf('@') + 1)}` : href;
  return byProgram(redactParameters(shown, settings().urlQuery));
}

/** A hook that fails shows nothing: what it was to hide is not known. */
function byProgram(text: string): string {
  const { redactUrl: hook } = settings();
  return hook === undefined ? text : String(tryOrReport(() => hook(text)) ?? 'REDACTED');
}
