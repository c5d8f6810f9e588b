/** Messaging conventions (semantic-conventions v1.44, development). */
import type { Span } from '../../trace/span.ts';

export interface MessagingAttributes {
  readonly system: string;
  readonly operation: 'send' | 'process';
  readonly destination: string;
  /** Only of batches. */
  readonly count?: number | undefined;
}

export const setMessaging = (
  span: Span,
  { system, operation, destination, count }: MessagingAttributes,
): Span =>
  span
    .set('messaging.system', system)
    .set('messaging.operation.name', operation)
    .set('messaging.operation.type', operation)
    .set('messaging.destination.name', destination)
    .set('messaging.batch.message_count', count);
