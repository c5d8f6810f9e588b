/** The file that says where spans go, and its import in the program's entry. */
import { dirname, extname, join } from 'node:path';
import { ModuleSource } from './module-source.ts';
import type { Project } from './project.ts';
import type { ByHand } from './set-up.ts';

const RUNTIME = "'onetrace'";

/** Plans the file and its import. Returns what is left to do by hand. */
export function planInstrumentation(project: Project, entry: string): ByHand[] {
  const text = project.read(entry) ?? '';
  if (/['"]onetrace['"]/.test(text) || /instrumentation/.test(text)) return [];
  const extension = extname(entry).replace(/x$/, '');
  const file = join(dirname(entry), `instrumentation${extension}`).replaceAll('\\', '/');
  const specifier = `./instrumentation${importedExtension(text, extension)}`;
  const source = new ModuleSource(entry, text);
  if (!source.addEffectImport(specifier)) {
    return [{ file: entry, reason: 'it does not parse', lines: [`import '${specifier}';`] }];
  }
  if (project.read(file) === undefined) project.write(file, instrumentationText(project, extension));
  project.write(entry, source.text);
  return [];
}

/** Nitro runs what is in `server/plugins` when its server starts. */
export function planNitroPlugin(project: Project): void {
  const file = `server/plugins/onetrace.${project.isTypeScript ? 'ts' : 'js'}`;
  if (project.find('server/plugins/onetrace.ts', 'server/plugins/onetrace.js') !== undefined) return;
  const start = initText(project.name).replace(/^/gm, '  ').trimEnd();
  project.write(
    file,
    `import { Observe } from ${RUNTIME};\n\nexport default defineNitroPlugin(() => {\n${start}\n});\n`,
  );
}

function instrumentationText({ name, isModule }: Project, extension: string): string {
  const isCommonJs = extension === '.cjs' || (extension === '.js' && !isModule);
  const load = isCommonJs
    ? `const { Observe } = require(${RUNTIME});`
    : `import { Observe } from ${RUNTIME};`;
  return `${load}

${initText(name)}`;
}

const initText = (name: string): string =>
  `// Spans go to OTEL_EXPORTER_OTLP_ENDPOINT, or to \`endpoint\` here; by default to http://localhost:4318, where
// "npx onetrace view" listens.
void Observe.init({ serviceName: ${JSON.stringify(name).replaceAll('"', "'")} });
`;

/** As the entry's other imports spell it; `.js` is what every module resolution of TypeScript understands. */
function importedExtension(text: string, extension: string): string {
  const relative = [...text.matchAll(/(?:from|import|require\()\s*['"](\.\.?\/[^'"]+)['"]/g)].map(
    ([, it]) => it ?? '',
  );
  const spelled = relative.map((it) => /\.[cm]?[jt]sx?$/.exec(it)?.[0] ?? '');
  if (spelled.length > 0) return spelled.find((it) => it !== '') ?? '';
  return extension.replace('t', 'j');
}
