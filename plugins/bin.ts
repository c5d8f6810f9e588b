#!/usr/bin/env node
import { main } from './command/main.ts';

// A reader that closes the pipe early (`| head`) is not an error.
process.stdout.on('error', () => process.exit());
process.exitCode = await main(process.argv.slice(2));
