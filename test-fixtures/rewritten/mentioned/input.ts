// Generated code starts with `import * as $ot from "onetrace/inject"`, or with `require("onetrace/inject")`.
import type * as inject from "onetrace/inject";
export const header = 'import * as $ot from "onetrace/inject";';
export type Helper = keyof typeof inject;
export const load = (url: string) => fetch(url);
