/** What bench/request asks of autocannon, which brings no types. */
declare module 'autocannon' {
  export default function autocannon(options: {
    readonly url: string;
    readonly connections: number;
    readonly amount: number;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<Result>;
  export interface Result {
    /** Milliseconds. */
    readonly latency: { readonly p50: number; readonly p99: number };
    readonly non2xx: number;
    readonly errors: number;
  }
}

declare module 'dd-trace/init';
