/** The methods of one client, indexed by what the rule asks of them. */
import type { SiteSpec } from '../../detect/rule.ts';
import type { Confidence } from '../../site.ts';
import { isOneOfModules, type Origin } from '../../values/origin.ts';
import type { Method, MethodClient } from './method-client.ts';

export interface MethodPath {
  readonly path: string;
  readonly keys: readonly string[];
  readonly method: Method;
}

/** The modules of all clients, so that no rule matches another client's instance by its shape. */
const claimedModules: string[] = [];

export const isClaimedModule = (module: string): boolean => isOneOfModules(claimedModules, module);

export class ClientMethods {
  readonly client: MethodClient;
  readonly paths: readonly MethodPath[];
  readonly functions: ReadonlySet<string>;
  /** By the method's own name; the longest path first. */
  readonly #byName: ReadonlyMap<string, readonly MethodPath[]>;

  constructor(client: MethodClient) {
    claimedModules.push(...client.modules);
    this.client = client;
    this.functions = new Set(client.functions);
    this.paths = Object.entries(client.methods)
      .map(([path, method]) => ({ path, keys: path.split('.'), method }))
      .sort((a, b) => b.keys.length - a.keys.length);
    this.#byName = Map.groupBy(this.paths, ({ keys }) => keys.at(-1) as string);
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** Whether a method of this name is also matched on a receiver of unknown origin. */
  hasShape(name: string): boolean {
    return this.#byName.get(name)?.some(({ method }) => method.shape !== undefined) ?? false;
  }

  /** The longest method path that `path` ends in. */
  longest(path: readonly string[]): MethodPath | undefined {
    return this.#byName.get(path.at(-1) ?? '')?.find(({ keys }) => endsWith(path, keys));
  }

  isOurs({ module }: Pick<Origin, 'module'>): boolean {
    return module !== undefined && isOneOfModules(this.client.modules, module);
  }

  /**
   * Whether the path starts at an instance: not at a function of the module, nor at the result of one of the
   * methods (`(await replicate.run(…)).stream()`).
   */
  isInstance(path: readonly string[]): boolean {
    if (path.some((name, at) => name === '()' && this.longest(path.slice(0, at)) !== undefined)) return false;
    const { makes, instances = [] } = this.client;
    const isMade = path.includes('new') || (makes === true && path.includes('()'));
    return isMade || instances.includes(path[0] as string);
  }

  spec(confidence: Confidence, method: string): SiteSpec {
    const { helper, kind = 'llm', facts, methods } = this.client;
    const proven = confidence === 'proven' ? '1' : undefined;
    return { helper, kind, confidence, facts: { method, proven, ...facts, ...methods[method]?.facts } };
  }
}

export const endsWith = (path: readonly string[], tail: readonly string[]): boolean =>
  path.length >= tail.length && tail.every((key, index) => path[path.length - tail.length + index] === key);
