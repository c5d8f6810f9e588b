/** Finished traces as trees on stderr: `OTEL_TRACES_EXPORTER=console`, or `init({ console: true })`. */
import { state } from './core/state.ts';
import { consoleExporter } from './render/console-exporter.ts';

state.optionalParts['console'] = consoleExporter;
