import * as $ot from "onetrace/inject"; export const load = () => $ot.fetch("a.ts:1:30#load", fetch)('x');
