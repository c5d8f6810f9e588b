/**
 * Query parameters whose values are credentials: those of the HTTP semantic conventions (url.full), and
 * the API keys that Google's and others' endpoints take in the query.
 */
const SECRET =
  /([?&](?:X-Amz-(?:Signature|Credential|Security-Token)|X-Goog-Signature|sig|key|api_?key|access_token)=)[^&#]*/g;

/** Of a URL, or of its query with the leading `?`. */
export const redactQuery = (text: string): string =>
  text.includes('?') ? text.replace(SECRET, '$1REDACTED') : text;

/** `url.full`: without credentials. */
export function redactUrl({ href, username, password, protocol }: URL): string {
  if (username === '' && password === '') return redactQuery(href);
  return redactQuery(`${protocol}//REDACTED:REDACTED@${href.slice(href.indexOf('@') + 1)}`);
}
