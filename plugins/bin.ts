#!/usr/bin/env node
import { main } from './command/main.ts';
import { viewerCommand } from './command/viewer.ts';

// A reader that closes the pipe early (`| head`) is not an error.
process.stdout.on('error', () => process.exit());
const args = process.argv.slice(2);
process.exitCode = (await viewerCommand(args)) ?? main(args);
