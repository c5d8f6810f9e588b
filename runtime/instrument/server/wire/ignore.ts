/** Incoming requests that are no span: those that a program's options name, and what dev servers serve. */
import type { IgnoreRule } from '../../../config/types/ignore-requests.ts';
import { reportInternalError } from '../../../core/diagnostics.ts';
import { settings } from '../../../core/settings.ts';
import { pathOf } from '../request-attributes.ts';
import type { NodeRequest } from '../request-match.ts';

/** Vite's, Next's, Nuxt's and SvelteKit's own, and sources of a program that are served one by one. */
const MODULES =
  /^\/(?:@(?:vite|fs|id|react-refresh|solid-refresh)\b|node_modules\/|__vite_ping$|__nextjs_|_next\/(?:static|webpack-hmr)|_nuxt\/|_app\/immutable\/)|\.(?:[cm]?tsx?|jsx|vue|svelte|astro)$/;

export function isIgnored(request: NodeRequest): boolean {
  const path = pathOf(request);
  if (MODULES.test(path)) return true;
  const rules = settings().ignoreRequests;
  return rules.length > 0 && rules.some((rule) => matchesRule(rule, request, path));
}

function matchesRule(rule: IgnoreRule, { method = '', headers }: NodeRequest, path: string): boolean {
  if (typeof rule === 'string')
    return rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule;
  // `search` and not `test`: a global expression would remember where it stopped.
  if (rule instanceof RegExp) return path.search(rule) !== -1;
  try {
    return rule({ method, path, headers }) === true;
  } catch (error) {
    return reportInternalError(error) ?? false;
  }
}
