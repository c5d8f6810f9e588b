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

/** `addHook` is Fastify's. */
interface Instance {
  addHook?(name: 'onRequest', hook: Callable): unknown;
}

interface Application {
  getHttpServer(): Server;
  getHttpAdapter?(): { getType?(): string; getInstance(): Instance };
}

export const nest: Helper = /* @__PURE__ */ helper((site, method, self, args) => {
  const created = method.apply(self, args);
  if (isWatchable(created)) {
    // Before whoever awaits it can let it listen.
    const served = (app: unknown) =>
      tryOrReport(() => {
        wrapServer(site, (app as Application).getHttpServer());
        tellRoutes(site, app as Application);
      });
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

/** A request of Node's does not know Fastify's, which knows the route. */
function tellRoutes(site: SiteText, app: Application): void {
  const adapter = app.getHttpAdapter?.();
  if (adapter?.getType?.() !== 'fastify') return;
  const onRequest = (_request: unknown, _reply: unknown, done: () => void): void => done();
  adapter.getInstance().addHook?.('onRequest', handler(site, onRequest) as Callable);
}
