import { fieldsOf } from '../../platform/unknown.ts';
import { errorType } from '../../trace/error.ts';

export interface Failure {
  /** `error.type`: the status where there is one, else the vendor's code, else the constructor's name. */
  readonly type: string;
  readonly message: string;
  /** The program gave up on purpose, which is no error. */
  readonly aborted: boolean;
}

const CODE = /^[\w.:/-]{1,100}$/;

/** Reads what a client threw; never throws itself. */
export function errorOf(error: unknown): Failure {
  try {
    const {
      status,
      statusCode,
      status_code,
      code,
      name,
      message,
      $metadata,
      response,
      httpResponse,
      is_bubble_up,
    } = fieldsOf(error);
    const http =
      status ??
      statusCode ??
      status_code ??
      fieldsOf($metadata).httpStatusCode ??
      fieldsOf(response ?? httpResponse).status;
    const kind = errorType(error);
    // JSON-RPC's codes are negative numbers.
    const coded = typeof code === 'string' || (typeof code === 'number' && code < 0);
    // A code is a word; a sentence may quote what was said.
    const vendor = coded && CODE.test(String(code)) ? String(code) : kind;
    return {
      type: typeof http === 'number' ? String(http) : vendor,
      message: typeof message === 'string' ? message : String(error),
      // LangGraph throws what a graph stops for.
      aborted: name === 'AbortError' || kind === 'APIUserAbortError' || is_bubble_up === true,
    };
  } catch {
    return { type: '_OTHER', message: '', aborted: false };
  }
}
