#!/usr/bin/env node
import { main } from './command/main.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', () => process.exit());
process.exitCode = main(process.argv.slice(2));
