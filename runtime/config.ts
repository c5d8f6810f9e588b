/** The only file that reads `process.env`. Read once, at the first use; `Observe.init` overrides it. */
export interface Config {
  readonly serviceName: string;
  /** False: carriers still pass through every hop, nothing is recorded. */
  readonly recording: boolean;
}

export const env = (name: string): string | undefined => {
  const value = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
  return value === '' ? undefined : value;
};
