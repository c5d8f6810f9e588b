/** Every message of the transformer, as data with a code; each says what to do about it. */
export interface Message {
  readonly code: 'PARSE' | 'FAILED' | 'REFUSED' | 'MOVED' | 'SCRIPT';
  readonly file: string;
  /** 1-based, where the message is about one line. */
  readonly line?: number;
  readonly text: string;
}

/** Why the body of a function cannot be entered, and what its author can do about it. */
export interface Refusal {
  readonly reason: string;
  /** A sentence without its full stop. */
  readonly wayOut: string;
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

/** How the author asked for a trace. */
export type TraceRequest = 'directive' | 'decorator';

const CONSEQUENCE: Readonly<Record<TraceRequest, string>> = {
  directive: 'asks for a trace and gets none',
  decorator: 'keeps its @traced, which works only where your build compiles decorators',
};

export interface RefusedTrace {
  readonly file: string;
  readonly line: number;
  readonly request: TraceRequest;
  readonly refusal: Refusal;
}

export const traceRefused = ({ file, line, request, refusal }: RefusedTrace): Message => ({
  code: 'REFUSED',
  file,
  line,
  text: `${file}:${line} ${CONSEQUENCE[request]}, because ${refusal.reason}. ${refusal.wayOut}, or use Observe.withTrace.`,
});

export const siteMoved = (file: string, line: number): Message => ({
  code: 'MOVED',
  file,
  line,
  text: `${file}:${line} carries no trace, because another plugin changed it before. Put onetrace before that plugin.`,
});

/** `why`: "its file is no module, so it can import nothing". */
export const cannotImport = (file: string, why: string): Message => ({
  code: 'SCRIPT',
  file,
  text: `${file} was left as it is: ${why.replace(/^its file/, 'it')}. Bundle it, or add "export {}".`,
});
