/**
 * A host: `api.example.com`, `api.example.com:8080`, a glob (`*.example.com`; `*` stops at `/`), a URL
 * prefix (`https://api.example.com/v1`), a regular expression over origin and path, or a function.
 */
export type PropagationRule = string | RegExp | ((url: URL) => boolean);

export type PropagateTo = PropagationRule | readonly PropagationRule[];
