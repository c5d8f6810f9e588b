/** `NestFactory.create(…)`: requests of the application's server go through a handler of ours. */
import { tryOrReport } from '../../core/diagnostics.ts';
import { isWatchable, watchPromise } from '../../platform/watch-promise.ts';
import { type Callable, type Helper, helper } from '../call/helper.ts';
import type { SiteText } from '../call/site.ts';
import { handler } from './handler.ts';

/** What is used of Node's servers. */
interface Server {
  listeners(event: 'request'): Callable[];
  on(event: 'request', listener: Callable): unknown;
  off(event: 'request', listener: Callable): unknown;
}

interface Application {
  getHttpServer(): Server;
}

export const nest: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const created = method.apply(self, args);
  if (isWatchable(created)) {
    // Before whoever awaits it can let it listen.
    const served = (app: unknown) =>
      tryOrReport(() => wrapServer(site, (app as Application).getHttpServer()));
    watchPromise(created, served, () => {}, { fresh: true });
  }
  return created;
});

function wrapServer(site: SiteText, server: Server): void {
  for (const listener of server.listeners('request')) {
    server.off('request', listener);
    server.on('request', handler(site, listener));
  }
}
