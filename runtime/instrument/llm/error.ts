import { fieldsOf } from '../../platform/unknown.ts';
import { errorType } from '../../trace/error.ts';

export interface Failure {
  /** `error.type`: the status where there is one, else the vendor's code, else the constructor's name. */
  readonly type: string;
  readonly message: string;
  /** The program gave up on purpose, which is no error. */
  readonly aborted: boolean;
}

/** Reads what a client threw; never throws itself. */
export function errorOf(error: unknown): Failure {
  try {
    const { status, statusCode, status_code, code, name, message, $metadata, response, httpResponse } =
      fieldsOf(error);
    const http =
      status ??
      statusCode ??
      status_code ??
      fieldsOf($metadata).httpStatusCode ??
      fieldsOf(response ?? httpResponse).status;
    const kind = errorType(error);
    // JSON-RPC's codes are negative numbers.
    const coded = typeof code === 'string' || (typeof code === 'number' && code < 0);
    const vendor = coded && code !== '' ? String(code) : kind;
    return {
      type: typeof http === 'number' ? String(http) : vendor,
      message: typeof message === 'string' ? message : String(error),
      aborted: name === 'AbortError' || kind === 'APIUserAbortError',
    };
  } catch {
    return { type: '_OTHER', message: '', aborted: false };
  }
}
