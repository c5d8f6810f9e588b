#!/usr/bin/env node
// `npx @onetrace/viewer`, where there is no `onetrace` command.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `onetrace view needs Node 24 or later, and this is ${process.version}. Try: npx -p node@24 -p @onetrace/viewer onetrace-view\n`,
  );
  process.exitCode = 2;
} else {
  const { runView } = await import('./command/view.ts');
  process.exitCode = await runView(process.argv.slice(2));
}
