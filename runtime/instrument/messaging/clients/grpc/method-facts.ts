/** What the library notes at each method of a client, and in each service. */
export interface MethodFacts {
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
}

export const factsOf = (value: unknown): MethodFacts | undefined => {
  const { path, requestStream, responseStream } = Object(value) as Partial<MethodFacts>;
  return typeof path === 'string' && requestStream !== undefined && responseStream !== undefined
    ? { path, requestStream, responseStream }
    : undefined;
};
