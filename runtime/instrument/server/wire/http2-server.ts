/** Streams to servers of `node:http2`, as Node's channels tell of them. */
import { Stamp } from '../../call/stamp.ts';
import type { NodeRequest } from '../request-match.ts';
import { type ServerSpan, serverSpanAt, tagObject } from '../server-span.ts';
import { enterRequest } from './node-server.ts';

interface Session {
  readonly encrypted?: boolean;
  readonly socket?: { readonly remoteAddress?: string; readonly remotePort?: number };
}

interface Stream {
  readonly id?: number;
  readonly session?: Session;
  readonly sentHeaders?: Readonly<Record<string, unknown>>;
}

export interface StreamMessage {
  readonly stream: Stream;
  readonly headers: NodeRequest['headers'];
}

export function streamStarted({ stream, headers }: StreamMessage): void {
  if ((stream.id ?? 0) % 2 === 0) return; // what the server pushes
  const request = requestOf(stream, headers);
  const span = enterRequest(request, () => ({ request }));
  const serverSpan = span && serverSpanAt(span);
  if (serverSpan === undefined) return;
  tagObject(stream, serverSpan);
  Stamp.set(stream, serverSpan);
}

export function streamClosed({ stream }: Pick<StreamMessage, 'stream'>): void {
  Stamp.get<ServerSpan>(stream)?.end(Number(stream.sentHeaders?.[':status']) || undefined);
}

function requestOf({ session }: Stream, headers: NodeRequest['headers']): NodeRequest {
  const { encrypted = false, socket } = session ?? {};
  const text = (name: string): string => String(headers[name] ?? '');
  return {
    method: text(':method'),
    url: text(':path'),
    headers,
    httpVersion: '2.0',
    socket: { encrypted, ...peerOf(socket) },
  };
}

/** The session's socket is a proxy that refuses much. */
function peerOf(socket: Session['socket']): { remoteAddress?: string; remotePort?: number } {
  try {
    const { remoteAddress, remotePort } = socket ?? {};
    return {
      ...(remoteAddress !== undefined && { remoteAddress }),
      ...(remotePort !== undefined && { remotePort }),
    };
  } catch {
    return {};
  }
}
