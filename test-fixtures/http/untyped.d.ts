declare module 'needle' {
  export default function needle(method: string, url: string, options: object): Promise<unknown>;
}

declare module 'superagent' {
  interface Request extends Promise<unknown> {
    set(headers: object): Request;
  }
  const superagent: { get(url: string): Request };
  export default superagent;
}

declare module 'koa' {
  import type { RequestListener } from 'node:http';

  export default class Koa {
    use(middleware: (context: { body: unknown }) => void): this;
    callback(): RequestListener;
  }
}
