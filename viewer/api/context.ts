import type { Manifests } from '../project/manifest.ts';
import type { Captures } from '../receiver/captures.ts';
import type { Forwarder } from '../receiver/forwarder.ts';
import type { Store } from '../store/store.ts';
import type { StaticFiles } from './static-files.ts';

export interface Addresses {
  /** Of the page, and of OTLP over HTTP. */
  readonly url: string;
  /** Of OTLP over gRPC; '' where its port is taken. */
  readonly grpc: string;
}

/** What routes work with. */
export interface ViewerContext {
  readonly store: Store;
  readonly manifests: Manifests;
  readonly files: StaticFiles;
  readonly forwarder: Forwarder | undefined;
  readonly captures: Captures;
  readonly addresses: Addresses;
  readonly env: NodeJS.ProcessEnv;
}
