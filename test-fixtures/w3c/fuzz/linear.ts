/** Inputs that make a careless parser quadratic, at any size. */
import { performance } from 'node:perf_hooks';
import { parseCarrier } from '../../../runtime/propagation/carrier.ts';
import { parseBaggage } from '../../../runtime/w3c/baggage.ts';
import { parseTraceparent } from '../../../runtime/w3c/traceparent.ts';
import { cleanTracestate } from '../../../runtime/w3c/tracestate.ts';

const UNITS = [
  ' ',
  '\t',
  ',',
  ';',
  '=',
  '%',
  '%20',
  '%FF',
  'a=1,',
  ' ,',
  'a=1;',
  '{',
  '{"a":',
  '[',
  '"',
  '\\',
  '-',
  '0',
  'é',
  '\ud800',
];
const PARSERS = { parseCarrier, parseBaggage, parseTraceparent, cleanTracestate };

/** The slowest parse of a megabyte, in milliseconds, and what it was. */
export function slowest(bytes: number): { ms: number; what: string } {
  let worst = { ms: 0, what: '' };
  for (const [name, parse] of Object.entries(PARSERS)) {
    for (const unit of UNITS) {
      for (const end of ['', 'x', '\n']) {
        const text = unit.repeat(bytes / unit.length) + end;
        const start = performance.now();
        parse(text);
        const ms = performance.now() - start;
        if (ms > worst.ms) worst = { ms, what: `${name}(${JSON.stringify(unit)} … ${JSON.stringify(end)})` };
      }
    }
  }
  return worst;
}
