/** Finished traces as trees on stderr: `OTEL_TRACES_EXPORTER=console`, or `init({ console: true })`. */
import { consoleOutlet } from './export/console.ts';
import { state } from './state.ts';

state.parts.console = consoleOutlet;
