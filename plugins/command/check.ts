/** `onetrace check`: what would be rewritten, and why the rest is left alone. */
import type { SiteKind } from '@onetrace/transformer';
import { collectReport, type Findings } from '../door/report.ts';
import { ProjectTypes } from '../files/project-types.ts';
import { type Arguments, requireOneOf } from './arguments.ts';
import { FORMAT_NAMES, KIND_NAMES } from './commands.ts';
import { DONE, UNMET } from './exit-codes.ts';
import { findingsOf } from './file-findings.ts';
import { filesOf, type Selection, selectionOf } from './files.ts';
import type { Checked } from './formats/checked.ts';
import { FORMATS } from './formats/formats.ts';
import { Progress } from './progress.ts';

interface Requirements {
  /** There must be a site of each of these kinds. */
  readonly require: readonly SiteKind[];
  readonly failOnMiss: boolean;
}

export function runCheck(args: Arguments): number {
  const format = requireOneOf(FORMAT_NAMES, args.text('format') ?? 'pretty', '--format');
  const kinds = args.texts('require').flatMap((it) => it.split(','));
  const require = kinds.map((it) => requireOneOf<SiteKind>(KIND_NAMES, it, '--require'));
  const project = args.text('project');
  const types = project === undefined ? undefined : new ProjectTypes(project, process.cwd());
  const checked = checkFiles(selectionOf(args), types);
  process.stdout.write(FORMATS[format](checked));
  const complaints = complaintsOf(checked, { require, failOnMiss: args.flag('fail-on-miss') });
  for (const complaint of complaints) process.stderr.write(`onetrace: ${complaint}\n`);
  return complaints.length === 0 ? DONE : UNMET;
}

export function checkFiles(selection: Selection, types?: ProjectTypes): Checked {
  const { root, files } = filesOf(selection);
  const progress = new Progress(files.length);
  const findings = files.map((file, at): Findings => {
    progress.at(at);
    return findingsOf(file, root, types);
  });
  progress.end();
  return { root, files: files.length, ...collectReport(findings) };
}

function complaintsOf({ sites, misses }: Checked, { require, failOnMiss }: Requirements): string[] {
  const absent = require.filter((kind) => !sites.some((site) => site.kind === kind));
  const complaints = absent.map(
    (kind) => `no site of the kind ${kind} was found, and --require asks for one`,
  );
  if (failOnMiss && misses.length > 0)
    complaints.push('there are near misses, and --fail-on-miss allows none');
  return complaints;
}
