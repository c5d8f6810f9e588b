import { openScope, type Scope } from '../call/body-scope.ts';
import type { SiteText } from '../call/site.ts';
import { beginRequest } from './handler.ts';

/** Enters the body of a handler whose declaration stays in place; see `Scope` and `handler`. */
export const enterHandler = (site: SiteText, kind: number, args: ArrayLike<unknown> = []): Scope =>
  openScope(beginRequest(site, args), kind);
