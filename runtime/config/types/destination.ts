/** One OTLP/HTTP receiver, with its own queue, retries and health. */
export interface Destination {
  /** The whole URL of the traces signal, such as `http://localhost:4318/v1/traces`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default `http/json`. */
  readonly protocol?: 'http/json' | 'http/protobuf' | undefined;
  readonly gzip?: boolean | undefined;
  /** Of one request, in milliseconds. Default 10,000. */
  readonly timeout?: number | undefined;
  /** Files in PEM: whom to trust, and who we are. Node only. */
  readonly certificate?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  /** The variable or option that holds the credentials, named when the receiver refuses them. */
  readonly credentials?: string | undefined;
  /**
   * A guess of ours that may not be there (the local viewer): its absence is no warning, and the end of
   * the process waits for one attempt only.
   */
  readonly optional?: boolean | undefined;
}
