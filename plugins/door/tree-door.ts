/** What the doors of compilers share: the choice of files, the report, and the viewer's manifest. */

import { EXTENSION, fileSelector } from '../files/select.ts';
import type { Options } from './options.ts';
import { printOnce } from './print-once.ts';
import { collectReport, type Findings, printReport } from './report.ts';
import { writeManifest } from './site-manifest.ts';

export interface TreeOptions extends Pick<Options, 'include' | 'exclude' | 'libraries' | 'manifest'> {
  /** The folder that paths in spans and reports are relative to. Default: the build tool's root. */
  readonly root?: string;
  /** Printed to stderr at exit: `true` the sites and the near misses, `'sites'` only the sites. */
  readonly report?: boolean | 'sites';
}

export class TreeDoor {
  readonly root: string;
  readonly #selects: (path: string) => boolean;
  readonly #findings = new Map<string, Findings & { readonly text: string }>();

  constructor(options: TreeOptions, root: string) {
    this.root = root;
    this.#selects = fileSelector(options, root);
    const { report, manifest } = options;
    accountAtExit(() => {
      if (this.#findings.size > 0) writeManifest(root, () => [...this.#findings.values()], manifest);
      if (report) printReport(collectReport(this.#findings.values()), report);
    });
  }

  selects(path: string): boolean {
    return EXTENSION.test(path) && this.#selects(path);
  }

  /** `text`: as its author wrote it. */
  note(path: string, text: string, findings: Findings): void {
    for (const message of findings.messages) printOnce(message);
    this.#findings.set(path, { ...findings, text });
  }
}

const accounts: (() => void)[] = [];

/** One exit listener for all: a build has a program per project, and Node warns of many listeners. */
function accountAtExit(account: () => void): void {
  if (accounts.push(account) > 1) return;
  process.once('exit', () => {
    for (const it of accounts) it();
  });
}
