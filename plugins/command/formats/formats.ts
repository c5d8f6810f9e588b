/** The formats of `onetrace check`, by name. */
import type { FORMAT_NAMES } from '../commands.ts';
import type { Checked } from './checked.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatPretty } from './pretty.ts';
import { formatSarif } from './sarif.ts';
import { formatTsv } from './tsv.ts';

export type Format = (typeof FORMAT_NAMES)[number];

/** The last line ends with a line break, where there is one. */
export const FORMATS: Readonly<Record<Format, (checked: Checked) => string>> = {
  pretty: formatPretty,
  tsv: formatTsv,
  json: formatJson,
  sarif: formatSarif,
  github: formatGithub,
};
