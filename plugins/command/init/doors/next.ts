/** Next.js: its configuration is wrapped, and its own instrumentation file starts the exporter. */
import { ModuleSource } from '../module-source.ts';
import type { Project } from '../project.ts';
import type { ByHand, SetUp } from '../set-up.ts';

const MODULE = '@onetrace/plugins/next';

export function nextDoor(project: Project): SetUp | undefined {
  if (!project.has('next')) return undefined;
  const byHand = [...planConfig(project), ...planRegister(project)];
  return {
    tool: 'Next.js',
    how: 'withOnetrace in the configuration, for Turbopack and webpack',
    // The configuration is loaded by `next start`, too.
    dependencies: ['@onetrace/plugins'],
    needsInstrumentation: false,
    byHand,
  };
}

function planConfig(project: Project): ByHand[] {
  const found = project.findConfig('next.config');
  if (found === undefined) {
    const extension = project.isTypeScript ? 'ts' : 'mjs';
    const text = `import { withOnetrace } from '${MODULE}';\n\nexport default withOnetrace({});\n`;
    project.write(`next.config.${extension}`, text);
    return [];
  }
  const source = new ModuleSource(found, project.read(found) ?? '');
  if (source.isSetUp) return [];
  if (source.wrapExport('withOnetrace') && source.addImport('withOnetrace', MODULE)) {
    project.write(found, source.text);
    return [];
  }
  const lines = [`import { withOnetrace } from '${MODULE}';`, 'export default withOnetrace(yourConfig);'];
  return [{ file: found, reason: 'its form is not understood', lines }];
}

/** With `otel`, the spans that Next.js itself makes for pages, actions and its proxy join the trace. */
function planRegister(project: Project): ByHand[] {
  const start = [
    "  if (process.env.NEXT_RUNTIME !== 'nodejs') return;",
    "  const { Observe } = await import('onetrace');",
    `  await Observe.init({ serviceName: '${project.name}', otel: true });`,
  ];
  const found = project.find(
    ...['', 'src/'].flatMap((it) => ['ts', 'js'].map((end) => `${it}instrumentation.${end}`)),
  );
  if (found !== undefined) {
    const isDone = /['"]onetrace['"]/.test(project.read(found) ?? '');
    return isDone ? [] : [{ file: found, reason: 'it is yours; add to its register()', lines: start }];
  }
  const folder = project.find(
    'src/app/layout.tsx',
    'src/app/layout.jsx',
    'src/app/layout.js',
    'src/pages/_app.tsx',
    'src/pages/index.tsx',
  );
  const file = `${folder === undefined ? '' : 'src/'}instrumentation.${project.isTypeScript ? 'ts' : 'js'}`;
  const type = project.isTypeScript ? ': Promise<void>' : '';
  const text = `/** Next.js calls this once when a server process starts. */\nexport async function register()${type} {\n${start.join('\n')}\n}\n`;
  project.write(file, text);
  return [];
}
