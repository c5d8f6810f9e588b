interface Scope {
  readonly process?: { getBuiltinModule?(id: string): unknown };
}

/** One of Node's own modules; undefined where there is none, or where asking throws (Next's edge runtime). */
export function builtin<Module>(id: string): Module | undefined {
  try {
    return (globalThis as Scope).process?.getBuiltinModule?.(id) as Module | undefined;
  } catch {
    return undefined;
  }
}

/** Next's edge runtime on Node: what it has of `process` throws when it is called. */
export const isEdgeSandbox = (): boolean => 'EdgeRuntime' in globalThis;

/** Where timers and answers belong to the request in which they began, and there are none outside. */
export const isCloudflareWorker = (): boolean => globalThis.navigator?.userAgent === 'Cloudflare-Workers';
