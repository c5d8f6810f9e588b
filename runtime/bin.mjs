#!/usr/bin/env node
/**
 * `npx onetrace`: people look for the command in the package `onetrace`; it lives in `@onetrace/plugins`, which
 * programs do not need when they run. Where a project does not have that yet, it is fetched for this one call.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const COMMAND = '@onetrace/plugins/command';
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  fail(
    `the command needs Node 22.18 or later, and this is ${process.version}. Try: npx -p node@24 -p onetrace onetrace`,
  );
} else {
  const path = commandPath();
  if (path === undefined) fetchCommand();
  else {
    // A reader that closes the pipe early (`| head`) is not an error.
    process.stdout.on('error', () => process.exit());
    const { main } = await import(pathToFileURL(path).href);
    process.exitCode = await main(process.argv.slice(2));
  }
}

/** In the project first, then beside this package. */
function commandPath() {
  for (const from of [`${process.cwd()}/_`, import.meta.url]) {
    try {
      return createRequire(from).resolve(COMMAND);
    } catch {
      // Not installed there.
    }
  }
  return undefined;
}

function fetchCommand() {
  if (process.env.ONETRACE_LAUNCHED) {
    fail(
      '@onetrace/plugins, which holds the command, was not found. Run: npm install --save-dev @onetrace/plugins',
    );
    return;
  }
  const [program, ...args] = fetchingCommand();
  const { status, error } = spawnSync(program, [...args, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, ONETRACE_LAUNCHED: '1' },
    shell: process.platform === 'win32',
  });
  if (error)
    fail(`${program} could not be started (${error.message}). Run: npm install --save-dev @onetrace/plugins`);
  else process.exitCode = status ?? 2;
}

/** By the package manager that started this, in the version of this package. */
function fetchingCommand() {
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  const plugins = `@onetrace/plugins@${version}`;
  const agent = process.env.npm_config_user_agent ?? '';
  if (agent.startsWith('pnpm/')) return ['pnpm', `--package=${plugins}`, 'dlx', 'onetrace'];
  if (agent.startsWith('yarn/') && !agent.startsWith('yarn/1.'))
    return ['yarn', 'dlx', '-p', plugins, 'onetrace'];
  if (agent.startsWith('bun/')) return ['bunx', '--package', plugins, 'onetrace'];
  return ['npm', 'exec', '--yes', `--package=${plugins}`, '--', 'onetrace'];
}

/** @param {string} text */
function fail(text) {
  process.stderr.write(`onetrace: ${text}\n`);
  process.exitCode = 2;
}
