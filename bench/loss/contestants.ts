/** Both contestants with their default settings, behind one face. */
export interface Contestant {
  /** A root span that has ended. */
  span(name: string, attributes: Readonly<Record<string, string | number>>): void;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

const CONTESTANTS: Readonly<Record<string, (url: string) => Promise<Contestant>>> = {
  onetrace,
  opentelemetry,
};

export function contestantOf(name: string, url: string): Promise<Contestant> {
  const create = CONTESTANTS[name];
  if (create === undefined) throw new Error(`no contestant ${name}`);
  return create(url);
}

async function onetrace(url: string): Promise<Contestant> {
  const { flush, init, shutdown, withTrace } = await import('onetrace');
  init({ endpoint: url, serviceName: 'bench' });
  return {
    span: (name, attributes) => withTrace(name, { attributes, root: true }, () => {}),
    flush,
    shutdown,
  };
}

async function opentelemetry(url: string): Promise<Contestant> {
  const { BatchSpanProcessor, TracerProvider } = await import('@opentelemetry/sdk-trace');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) });
  const provider = new TracerProvider({ spanProcessors: [processor] });
  const tracer = provider.getTracer('bench');
  return {
    span: (name, attributes) => tracer.startSpan(name, { attributes, root: true }).end(),
    flush: () => provider.forceFlush(),
    shutdown: () => provider.shutdown(),
  };
}
