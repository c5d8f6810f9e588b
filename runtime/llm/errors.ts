import { errorType } from '../errors.ts';

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
    const { status, statusCode, status_code, code, name, message, $metadata } = Object(error) as Record<
      string,
      unknown
    >;
    const http =
      status ??
      statusCode ??
      status_code ??
      (Object($metadata) as { httpStatusCode?: number }).httpStatusCode;
    const kind = errorType(error);
    const vendor = typeof code === 'string' && code !== '' ? code : kind;
    return {
      type: typeof http === 'number' ? String(http) : vendor,
      message: typeof message === 'string' ? message : String(error),
      aborted: name === 'AbortError' || kind === 'APIUserAbortError',
    };
  } catch {
    return { type: '_OTHER', message: '', aborted: false };
  }
}
