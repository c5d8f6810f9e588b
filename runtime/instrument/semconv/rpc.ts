/** RPC conventions of gRPC (semantic-conventions v1.44). */
import { fieldsOf, textOf } from '../../platform/unknown.ts';
import { SERVER, type Span } from '../../trace/span.ts';

/** `/package.Service/Method`. */
export function setRpc(span: Span, path: string): void {
  const at = path.lastIndexOf('/');
  span
    .set('rpc.system', 'grpc')
    .set('rpc.service', path.slice(1, at))
    .set('rpc.method', path.slice(at + 1));
}

/** Codes that are the server's fault; the others are its caller's. */
const SERVER_ERRORS = new Set([2, 4, 12, 13, 14, 15]);

/** `status` is a gRPC status or an error with a `code`; without one it is UNKNOWN. */
export function endRpc(span: Span, status: unknown): void {
  const { code, details, message } = fieldsOf(status);
  const number = typeof code === 'number' ? code : 2;
  span.set('rpc.grpc.status_code', number);
  const isError = span.kind === SERVER ? SERVER_ERRORS.has(number) : number !== 0;
  if (isError) span.fail(String(number), textOf(details) || textOf(message));
}
