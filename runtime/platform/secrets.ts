/** Credentials in texts that are recorded: URLs, and the messages of errors that quote them. */

/**
 * Names of query parameters whose values are credentials, in any case: those that the HTTP semantic conventions
 * list for `url.full` (`X-Amz-Signature`, `sig`, …), and what APIs call theirs.
 */
const SECRET_NAME =
  /(?:^|[-_.])(?:sig|auth|code|jwt|pwd|pass|otp|sid|key)$|(?:api|app|auth|access|account|private)key$|token|secret|passw|signature|credential|session|authori[sz]ation/i;

const PARAMETER = /([?&#;])([^=&#;?]+)=([^&#;]*)/g;

/** Each value of a query or a fragment that is a credential by its name, or is not on the list of those to show. */
export const redactParameters = (text: string, shown?: readonly string[]): string =>
  /[?#]/.test(text)
    ? text.replace(PARAMETER, (whole, mark: string, name: string) =>
        isShown(name, shown) ? whole : `${mark}${name}=REDACTED`,
      )
    : text;

const isShown = (name: string, shown: readonly string[] | undefined): boolean =>
  shown === undefined ? !SECRET_NAME.test(name) : shown.includes(name);

const URL_IN_TEXT = /\b([a-z][a-z+.-]*:\/\/)([^\s/?#"'<>]*@)?([^\s"'<>]*)/gi;
/** Bearer tokens, JSON web tokens, and keys with the prefixes that vendors give them. */
const KEY_IN_TEXT =
  /\b(?:(Bearer|Basic) +[\w+/=.~-]{8,}|eyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?|(?:sk|pk|rk|gsk|hf|xai|ghp|gho|ghs|xox[abeprs]|AKIA|ASIA|AIza|pplx|r8|tgp)[-_]?[\w*-]{8,})/g;
/** Characters of a message that are kept: enough to read, too few for a prompt. */
const MOST = 1_000;

/** A message as it may be recorded: without credentials, and short. */
export function scrubMessage(message: string): string {
  const text = message.length > MOST ? `${message.slice(0, MOST)}…` : message;
  return text
    .replace(
      URL_IN_TEXT,
      (_, scheme: string, user: string | undefined, rest: string) =>
        scheme + (user ? 'REDACTED@' : '') + redactParameters(rest),
    )
    .replace(KEY_IN_TEXT, (_, scheme: string | undefined) => (scheme ? `${scheme} REDACTED` : 'REDACTED'));
}
