/** What a build would find in one file. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type FoundSite, type Result, routeOfFile, type TypeChecker, transform } from '@onetrace/transformer';
import { unreadableFile } from '../door/messages.ts';
import type { Findings } from '../door/report.ts';
import { EMBEDDED, scriptsOf, withoutReturns } from '../files/embedded-scripts.ts';
import type { ProjectTypes } from '../files/project-types.ts';

export function findingsOf(file: string, root: string, project?: ProjectTypes): Findings {
  try {
    const text = readFileSync(file, 'utf8');
    return EMBEDDED.test(file)
      ? embeddedFindings(text, file, root)
      : pick(transform(text, file, { root, sourceMap: false, ...typesFor(file, text, project) }));
  } catch (error) {
    return { sites: [], misses: [], messages: [unreadableFile(file, error)] };
  }
}

function typesFor(file: string, text: string, project: ProjectTypes | undefined): { types?: TypeChecker } {
  const types = project?.checkerFor(file, text);
  return types === undefined ? {} : { types };
}

const pick = ({ sites, misses, messages }: Result): Findings => ({ sites, misses, messages });

/** Of what its compiler will make: the sites of its scripts, and the page itself where its path is a route. */
function embeddedFindings(text: string, file: string, root: string): Findings {
  const options = { root, sourceMap: false, lang: 'ts' } as const;
  const scripts = scriptsOf(text, file);
  const first = transform(scripts, file, options);
  const { sites, misses, messages } =
    first.messages.length === 0 ? first : transform(withoutReturns(scripts), file, options);
  const named = file.slice(root.length + 1).replaceAll('\\', '/');
  const route = routeOfFile(named);
  return { sites: route === undefined ? sites : [pageSite(named, route), ...sites], misses, messages };
}

const pageSite = (file: string, route: string): FoundSite => ({
  file,
  line: 1,
  column: 1,
  methodLine: 1,
  methodColumn: 1,
  kind: 'handler',
  rule: 'compiled-page',
  confidence: 'proven',
  function: basename(file),
  facts: { entry: 'component', 'http.route': route },
});
