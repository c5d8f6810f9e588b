/**
 * gRPC by `@grpc/grpc-js`: a call's carrier is in its metadata. Clients are given an interceptor with each call, as
 * the library documents it; implementations of a service are given theirs as they were, each call in its own span.
 *
 *   `new Greeter(address, credentials)`   `$ot.grpc("site?method=client", new Greeter(address, credentials))`
 *   `server.addService(service, impl)`    `$ot.grpc("site?method=addService", server, "addService")(service, impl)`
 */
import { tryOrReport } from '../../../../core/diagnostics.ts';
import { type Fields, fieldsOf } from '../../../../platform/unknown.ts';
import { isFunction } from '../../../boundary/keep.ts';
import { type Callable, type Helper, helper } from '../../../call/helper.ts';
import { mimic } from '../../../call/mimic.ts';
import { type SiteText, siteOf } from '../../../call/site.ts';
import { callRemote } from './client-call.ts';
import { factsOf } from './method-facts.ts';
import { handleCall } from './server-call.ts';

const bound = /* @__PURE__ */ helper((site, method, self, args) => {
  const [service, implementation] = args;
  const given = tryOrReport(() => withSpans(site, fieldsOf(service), implementation as object));
  return method.apply(self, given === undefined ? args : [service, given, ...args.slice(2)]);
});

export const grpc: Helper = ((site: SiteText, target: unknown, ...rest: [PropertyKey?, number?]) => {
  if (rest.length > 0) return (bound as (...args: unknown[]) => unknown)(site, target, ...rest);
  if (siteOf(site).facts.method === 'client') tryOrReport(() => interceptClient(site, target as object));
  return target;
}) as Helper;

/** The client's methods are its prototype's, made with the module's own functions: each is replaced on the instance. */
function interceptClient(site: SiteText, client: object): void {
  const methods = Object.getPrototypeOf(client) as Record<string, unknown>;
  for (const name of Object.keys(methods)) {
    const method = methods[name];
    const facts = factsOf(method);
    if (!isFunction(method) || facts === undefined || Object.hasOwn(client, name)) continue;
    const { called } = {
      called(this: unknown, ...args: unknown[]) {
        return callRemote({ site, facts, client: this as object, method, args });
      },
    };
    const value = mimic<Callable>(called, method);
    Object.defineProperty(client, name, { value, configurable: true, writable: true, enumerable: false });
  }
}

/** An implementation whose own functions are called on the program's own object. */
function withSpans(site: SiteText, service: Fields, implementation: object): object {
  const given = Object.create(implementation) as Record<string, unknown>;
  for (const name of Object.keys(service)) {
    const facts = factsOf(service[name]);
    const { originalName } = fieldsOf(service[name]);
    for (const key of [name, originalName as string | undefined]) {
      const fn = key === undefined ? undefined : (implementation as Record<string, unknown>)[key];
      if (key === undefined || facts === undefined || !isFunction(fn)) continue;
      const { handled } = {
        handled: (...args: unknown[]) => handleCall({ site, facts, implementation, fn, args }),
      };
      given[key] = mimic<Callable>(handled, fn);
    }
  }
  return given;
}
