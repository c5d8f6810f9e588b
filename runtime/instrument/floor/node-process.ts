interface Scope {
  readonly process?: {
    readonly release?: { readonly name?: string };
    readonly versions?: Readonly<Record<string, string>>;
  };
  readonly Bun?: unknown;
  readonly Deno?: unknown;
  readonly EdgeRuntime?: unknown;
  readonly WebSocketPair?: unknown;
  readonly importScripts?: unknown;
}

/** Real Node, Electron's included: Bun, Deno, workerd and edge sandboxes pass for it, and their channels are silent. */
export function isNodeProcess(): boolean {
  const { process, Bun, Deno, EdgeRuntime, WebSocketPair, importScripts } = globalThis as Scope;
  const { versions = {}, release } = process ?? {};
  const others = [Bun, Deno, EdgeRuntime, WebSocketPair, importScripts, versions.bun, versions.deno];
  return release?.name === 'node' && versions.v8 !== undefined && others.every((it) => it === undefined);
}
