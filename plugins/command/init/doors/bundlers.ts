/** Tools that take the plugin in an array of their configuration: one row each. */
import { entryOf } from '../entry.ts';
import { planNitroPlugin } from '../instrumentation.ts';
import { ModuleSource } from '../module-source.ts';
import type { Project } from '../project.ts';
import type { PlanSetUp, SetUp } from '../set-up.ts';
import { workerEntry } from './workers.ts';

interface Bundler {
  readonly tool: string;
  /** The configuration file without its extension. */
  readonly config: string;
  /** Where the plugin goes in the configuration. */
  readonly path: readonly string[];
  readonly plugin: string;
  /** A package that shows the tool in use where there is no configuration yet. */
  readonly dependency?: string;
  /** The text of a new configuration. */
  readonly fresh?: string;
  /** A file that the framework loads when its server starts, for `Observe.init`. */
  readonly starts?: (project: Project) => void;
  /** Whether the bundle is a program with one entry, where `instrumentation` can be imported. */
  readonly hasEntry?: boolean;
}

const BUNDLERS: readonly Bundler[] = [
  {
    tool: 'Nuxt',
    config: 'nuxt.config',
    path: ['nitro', 'rollupConfig', 'plugins'],
    plugin: 'rollup',
    starts: planNitroPlugin,
  },
  { tool: 'Astro', config: 'astro.config', path: ['vite', 'plugins'], plugin: 'vite' },
  {
    tool: 'Vite',
    config: 'vite.config',
    path: ['plugins'],
    plugin: 'vite',
    dependency: 'vite',
    fresh: "import { defineConfig } from 'vite';\n\nexport default defineConfig({});\n",
  },
  {
    tool: 'tsup',
    config: 'tsup.config',
    path: ['esbuildPlugins'],
    plugin: 'esbuild',
    dependency: 'tsup',
    fresh: "import { defineConfig } from 'tsup';\n\nexport default defineConfig({});\n",
    hasEntry: true,
  },
  {
    tool: 'tsdown',
    config: 'tsdown.config',
    path: ['plugins'],
    plugin: 'rolldown',
    dependency: 'tsdown',
    fresh: "import { defineConfig } from 'tsdown';\n\nexport default defineConfig({});\n",
    hasEntry: true,
  },
  { tool: 'Rollup', config: 'rollup.config', path: ['plugins'], plugin: 'rollup', hasEntry: true },
  { tool: 'Rolldown', config: 'rolldown.config', path: ['plugins'], plugin: 'rolldown', hasEntry: true },
  { tool: 'webpack', config: 'webpack.config', path: ['plugins'], plugin: 'webpack', hasEntry: true },
  { tool: 'Rspack', config: 'rspack.config', path: ['plugins'], plugin: 'rspack', hasEntry: true },
  { tool: 'Farm', config: 'farm.config', path: ['plugins'], plugin: 'farm', hasEntry: true },
];

export const bundlerDoors: readonly PlanSetUp[] = BUNDLERS.map((it) => (project) => planBundler(it, project));

function planBundler(bundler: Bundler, project: Project): SetUp | undefined {
  const { tool, config, path, plugin, hasEntry } = bundler;
  const found = project.findConfig(config);
  const file = found ?? freshName(bundler, project);
  const text = found === undefined ? bundler.fresh : project.read(found);
  if (file === undefined || text === undefined) return undefined;
  // With Cloudflare's plugin, Vite builds a program.
  const worker = plugin === 'vite' ? workerEntry(project) : undefined;
  const setUp: SetUp = {
    tool,
    how: `the plugin in ${file}`,
    devDependencies: ['@onetrace/plugins'],
    needsInstrumentation: hasEntry === true || worker !== undefined,
    entry: hasEntry ? entryOf(project) : worker,
  };
  bundler.starts?.(project);
  const source = new ModuleSource(file, text);
  if (source.isSetUp) return setUp;
  const module = `@onetrace/plugins/${plugin}`;
  if (source.addToArray(path, 'onetrace()') && source.addImport('onetrace', module)) {
    project.write(file, source.text);
    return setUp;
  }
  const lines = [`import { onetrace } from '${module}';`, `${path.join('.')}: [onetrace(), …]`];
  return { ...setUp, byHand: [{ file, reason: 'its form is not understood', lines }] };
}

/** A configuration is created where the tool is used without one. */
function freshName({ config, dependency, fresh }: Bundler, project: Project): string | undefined {
  if (fresh === undefined || dependency === undefined || !project.has(dependency)) return undefined;
  // Frameworks with a configuration of their own bring Vite along.
  const others = ['astro', 'nuxt', 'vitest', 'vitepress', '@storybook/builder-vite'];
  if (dependency === 'vite' && others.some((it) => project.has(it))) return undefined;
  return `${config}.${project.isTypeScript ? 'ts' : 'mjs'}`;
}
