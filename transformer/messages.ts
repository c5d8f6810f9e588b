/** Everything the transformer tells a person, as data with a code; each says the way out. */
export interface Message {
  readonly code: 'PARSE' | 'FAILED' | 'REFUSED' | 'MOVED';
  readonly file: string;
  readonly text: string;
}

export const parseFailed = (file: string, complaint: string): Message => ({
  code: 'PARSE',
  file,
  text: `${file} was left as it is, because it does not parse: ${complaint}. Your compiler will say more.`,
});

export const transformFailed = (file: string, error: unknown): Message => ({
  code: 'FAILED',
  file,
  text: `${file} was left as it is, because onetrace failed on it. Please report the error below; \`// onetrace-ignore-file\` at the top of the file leaves it alone.\n${error instanceof Error ? error.stack : error}`,
});

export const traceRefused = (file: string, line: number, reason: string): Message => ({
  code: 'REFUSED',
  file,
  text: `${file}:${line} asks for a trace and gets none, because ${reason}. Rename one of the two, or use Observe.withTrace.`,
});

export const siteMoved = (file: string, line: number): Message => ({
  code: 'MOVED',
  file,
  text: `${file}:${line} carries no trace, because another plugin changed it before. Put onetrace before that plugin.`,
});
