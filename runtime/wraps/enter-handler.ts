import type { SiteText } from '../site.ts';
import { beginRequest } from './handler.ts';
import { openScope, type Scope } from './scope.ts';

/** Enters the body of a handler whose declaration stays in place; see `Scope` and `handler`. */
export const enterHandler = (site: SiteText, kind: number, args: ArrayLike<unknown>): Scope =>
  openScope(beginRequest(site, args), kind);
