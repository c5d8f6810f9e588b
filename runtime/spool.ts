/** A folder for what cannot be sent: `ONETRACE_SPOOL`, or `init({ spool })`. */
import { state } from './core/state.ts';
import { drained } from './export/spool/drain.ts';

state.parts['spool'] = drained;
