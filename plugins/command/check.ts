import { readFileSync } from 'node:fs';
import { type SiteKind, transform } from '@onetrace/transformer';
import { unreadableFile } from '../door/messages.ts';
import { collectReport, type Findings } from '../door/report.ts';
import { filesOf, type Selection } from './files.ts';
import { type Checked, FORMATS, type Format } from './formats.ts';
import { Progress } from './progress.ts';

export interface CheckOptions extends Selection {
  readonly format: Format;
  /** There must be a site of each of these kinds. */
  readonly require: readonly SiteKind[];
  readonly failOnMiss: boolean;
}

/** Prints what was found; false: what was asked for is not met. */
export function check(options: CheckOptions): boolean {
  const checked = readSelection(options);
  process.stdout.write(FORMATS[options.format](checked));
  const complaints = complaintsOf(checked, options);
  for (const complaint of complaints) process.stderr.write(`onetrace: ${complaint}\n`);
  return complaints.length === 0;
}

function readSelection(selection: Selection): Checked {
  const { root, files } = filesOf(selection);
  const progress = new Progress(files.length);
  const findings = files.map((file, at): Findings => {
    progress.at(at);
    return findingsOf(file, root);
  });
  progress.end();
  return { files: files.length, ...collectReport(findings) };
}

function findingsOf(file: string, root: string): Findings {
  try {
    const { sites, misses, messages } = transform(readFileSync(file, 'utf8'), file, {
      root,
      sourceMap: false,
    });
    return { sites, misses, messages };
  } catch (error) {
    return { sites: [], misses: [], messages: [unreadableFile(file, error)] };
  }
}

function complaintsOf({ sites, misses }: Checked, { require, failOnMiss }: CheckOptions): string[] {
  const absent = require.filter((kind) => !sites.some((site) => site.kind === kind));
  const complaints = absent.map(
    (kind) => `no site of the kind ${kind} was found, and --require asks for one`,
  );
  if (failOnMiss && misses.length > 0)
    complaints.push('there are near misses, and --fail-on-miss allows none');
  return complaints;
}
