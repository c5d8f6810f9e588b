/** What answers at an endpoint: one export request without spans is sent there. */
import type { Receiver } from './environment.ts';
import { type Finding, okay, problem } from './finding.ts';

const TIMEOUT = 5000;

export async function checkEndpoint({ url, headers }: Receiver): Promise<Finding> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return problem(`${url} is not an address of HTTP. Write it as http://host:4318`);
  }
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"resourceSpans":[]}',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    return judgeResponse(url, response, await response.text());
  } catch (error) {
    return problem(`${url}: ${failureText(error as Error, new URL(url).port)}`);
  }
}

function judgeResponse(url: string, { status, headers }: Response, body: string): Finding {
  const isPage = /html/.test(headers.get('content-type') ?? '') || /^\s*<(?:!doctype|html)/i.test(body);
  if (status < 300 && !isPage) return okay(`${url} takes spans (${status})`);
  const text = isPage && status < 400 ? PAGE : (MEANING[status] ?? `${status}: ${body.slice(0, 200).trim()}`);
  return problem(`${url} answers ${status}: ${text}`);
}

const PAGE =
  'a web page, so this is the address of a user interface. Its OTLP receiver has another port (4318 by default) or path';

const MEANING: Readonly<Record<number, string>> = {
  301: 'it moved. Use the address that it moved to',
  302: 'it redirects, perhaps to a login page. Check the address and the key',
  400: 'it does not understand OTLP as JSON. Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, and import onetrace/protobuf',
  401: 'it wants a key. Set OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer …", or AISDK_PUBLIC_KEY and AISDK_SECRET_KEY',
  403: 'the key is not allowed to write. Check OTEL_EXPORTER_OTLP_HEADERS, and the project it belongs to',
  404: 'there is nothing at this path. onetrace adds /v1/traces to OTEL_EXPORTER_OTLP_ENDPOINT; where the receiver has another path, set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  405: 'this path takes no POST, so it is not a receiver of OTLP. Check the path',
  415: 'it takes no JSON. Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, and import onetrace/protobuf',
};

function failureText(error: Error, port: string): string {
  if (error.name === 'TimeoutError')
    return `no answer in ${TIMEOUT / 1000} seconds. Is a firewall in between?`;
  const { code = '', message } = (error.cause ?? error) as { code?: string; message: string };
  if (port === '4317' && code !== 'ECONNREFUSED') {
    return 'this is the port of OTLP over gRPC, which onetrace does not speak. Use 4318';
  }
  if (code === 'ECONNREFUSED') return 'nothing listens there. Start the receiver, or "npx @onetrace/viewer"';
  if (code === 'ENOTFOUND') return 'there is no such host';
  if (/CERT|SELF_SIGNED/.test(code)) {
    return `its certificate is not trusted (${code}). Set OTEL_EXPORTER_OTLP_CERTIFICATE, or NODE_EXTRA_CA_CERTS`;
  }
  return `${code || message}. Check the address`;
}
