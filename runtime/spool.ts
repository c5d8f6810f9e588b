/** A folder for what cannot be sent: `ONETRACE_SPOOL`, or `init({ spool })`. */

import { drained } from './export/spool/drain.ts';
import { state } from './state.ts';

state.parts.spool = drained;
