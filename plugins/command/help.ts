export const HELP = `Usage: onetrace check [options] [path ...]
       onetrace view [options] [file ...] [-- command ...]     see onetrace view --help
       onetrace traces [trace id] [options]                    see onetrace traces --help

check:
Finds what onetrace would rewrite, and says why it leaves the rest alone. Changes nothing.

Paths are files or folders; default: this folder. Folders are searched for .ts .tsx .mts .cts
.js .jsx .mjs .cjs, but not for .d.ts and .min.js, and not inside node_modules, dist, .git and
other folders that tools write.

  --format <format>  pretty (default), tsv or json
  --include <glob>   only files that match; may be given again
  --exclude <glob>   no files that match; may be given again
  --require <kinds>  there must be a site of each kind: fetch,llm,tool,handler,queue,traced
  --fail-on-miss     there must be no near miss
  -h, --help

Files are named relative to the folder where the only path is one, else to this folder. Lines and
columns are 1-based, columns in UTF-16 units: of the call's first character, and of its method's name.

tsv: a line for each site, no header:
  file, line, column, kind, proven|shaped, method line, method column, rule, function
json: one object, { files, sites, misses, messages }

Exit code: 0 done; 1 --require or --fail-on-miss is not met; 2 wrong use. A file that does not parse
is reported, and is no failure.
`;
