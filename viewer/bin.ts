#!/usr/bin/env node
// `npx @onetrace/viewer`, where there is no `onetrace` command.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `onetrace view needs Node 24 or later, and this is ${process.version}. Try: npx -p node@24 -p @onetrace/viewer onetrace-view\n`,
  );
  process.exitCode = 2;
} else {
  const [command, ...args] = process.argv.slice(2);
  const { runTraces, runView } = await import('./command.ts');
  if (command === 'traces') process.exitCode = await runTraces(args);
  else process.exitCode = await runView(command === 'view' ? args : process.argv.slice(2));
}
