/** OTLP over HTTP, as the specification has it: 200 when kept, 400 never again, 429 and 503 once more. */
import type { IncomingMessage } from 'node:http';
import { type Answer, refusal } from '../http/answer.ts';
import { BodyError, readBody } from '../http/read-body.ts';
import { type ContentType, IngestError, type Store } from '../store/store.ts';
import type { Captures } from './captures.ts';
import { encodeExportResponse } from './export-response.ts';

const TYPES: Readonly<Record<string, ContentType>> = {
  'application/json': 'json',
  'application/x-protobuf': 'protobuf',
  'application/protobuf': 'protobuf',
};

export interface IngestDoor {
  readonly store: Store;
  /** Also sees what was kept, as it came. */
  readonly forward?: ((body: Uint8Array, type: ContentType) => void) | undefined;
  readonly captures: Captures;
}

export async function takeTraces(request: IncomingMessage, door: IngestDoor): Promise<Answer> {
  const { store, forward, captures } = door;
  const type = contentType(request);
  // A form, or a page's request without preflight, has another one: it never comes as far as this.
  if (type === undefined) return refusal(415, 'Send OTLP as application/json or application/x-protobuf.');
  try {
    const body = await readBody(request);
    const copy = forward && body.slice();
    const { rejected } = await store.ingest(body, type);
    if (copy) forward(copy, type);
    const message = rejected > 0 ? 'spans without a valid trace id or span id' : '';
    const answer = otlpAnswer(type, rejected, message);
    return { ...answer, headers: { ...answer.headers, 'onetrace-live': captures.header() } };
  } catch (error) {
    return problemAnswer(error);
  }
}

/** Logs and metrics are taken and not kept, so that programs which send them do not complain. */
export async function takeOther(request: IncomingMessage): Promise<Answer> {
  const type = contentType(request);
  if (type === undefined) return refusal(415, 'Send OTLP as application/json or application/x-protobuf.');
  request.resume();
  return otlpAnswer(type, 0, '');
}

const contentType = ({ headers }: IncomingMessage): ContentType | undefined =>
  TYPES[(headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''];

const otlpAnswer = (type: ContentType, rejected: number, message: string): Answer => ({
  status: 200,
  headers: { 'content-type': type === 'json' ? 'application/json' : 'application/x-protobuf' },
  body: encodeExportResponse(type, rejected, message),
});

function problemAnswer(error: unknown): Answer {
  if (error instanceof BodyError) return refusal(error.status, error.message);
  if (!(error instanceof IngestError)) return refusal(500, (error as Error).message);
  if (error.problem === 'malformed') return refusal(400, `no ExportTraceServiceRequest: ${error.message}`);
  const status = error.problem === 'busy' ? 429 : 503;
  const { headers, ...rest } = refusal(status, error.message);
  return { ...rest, headers: { ...headers, 'retry-after': '2' } };
}
