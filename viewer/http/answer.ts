/** What a route answers: data, not a stream, so that one place sets the headers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export const jsonAnswer = (value: unknown, status = 200): Answer =>
  bytesAnswer(JSON.stringify(value), status);

/** `json` is JSON already. */
export const bytesAnswer = (json: string | Uint8Array, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: json,
});

/** One sentence that says the way out. */
export const refusal = (status: number, message: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${message}\n`,
});
