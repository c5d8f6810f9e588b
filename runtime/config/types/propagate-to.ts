/**
 * A host: `api.example.com`, `api.example.com:8080`, a glob (`*.example.com`; `*` stops at `/`), a URL
 * prefix (`https://api.example.com/v1`), a regular expression over origin and path, or a function. Queues and topics
 * are named by `queue:jobs` or a glob, `queue:*`; functions are given them as URLs of that form.
 */
export type PropagationRule = string | RegExp | ((url: URL) => boolean);

export type PropagateTo = PropagationRule | readonly PropagationRule[];
