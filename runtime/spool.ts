/** A folder for what cannot be sent: `ONETRACE_SPOOL`, or `init({ spool })`. */
import { state } from './core/state.ts';
import { openDiskBuffer } from './export/spool/drain.ts';

state.optionalParts['spool'] = openDiskBuffer;
