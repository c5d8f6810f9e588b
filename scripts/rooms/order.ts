/**
 * The order of the rooms: a file may import what stands left of its own room (above it, here), types
 * included, and never what stands right of it. Rooms in one bracket do not know each other.
 */
export interface Order {
  readonly root: string;
  readonly rooms: readonly (string | readonly string[])[];
}

export const ORDERS: readonly Order[] = [
  {
    root: 'runtime',
    rooms: [
      'platform/',
      'trace/',
      'w3c/',
      'config/',
      'core/',
      'render/',
      'propagation/',
      'export/',
      'otel/',
      'api/',
      'instrument/call/',
      'instrument/semconv/',
      'instrument/boundary/',
      ['instrument/http-client/', 'instrument/messaging/', 'instrument/llm/'],
      'instrument/server/',
      'instrument/traced/',
      'testing/',
      '', // the entries of the package
    ],
  },
  {
    root: 'transformer',
    rooms: [
      ['site.ts', 'messages.ts'],
      'parse/',
      'edit.ts',
      'scope/',
      'values/',
      'detect/',
      ['rules/', 'writers/'],
      '',
    ],
  },
  {
    root: 'viewer',
    rooms: [
      'otlp/',
      'store/',
      ['tree/', 'project/'],
      'http/',
      'receiver/',
      'api/',
      'mcp/',
      ['page/', 'start-viewer.ts'],
      'command/',
      '',
    ],
  },
];

/** The two doors out of the core, opened when they are needed: exporting, and an OpenTelemetry SDK. */
export const LATE: readonly (readonly [from: string, to: string])[] = [
  ['runtime/core/pipeline/pipeline.ts', 'runtime/export/exporter.ts'],
  ['runtime/core/otel-detect.ts', 'runtime/otel/sdk.ts'],
];

/** Folders of one file a kind, all alike: as many as there are kinds. */
export const UNIFORM: readonly RegExp[] = [
  /^runtime\/instrument\/llm\/(?:vendors|agents)$/,
  /^runtime\/instrument\/(?:server\/frameworks|messaging\/clients)$/,
  /^transformer\/rules\/(?:clients|queues|handlers|http-clients)$/,
  /^plugins$/, // a door each
];

export const MOST_FILES = 12;

/** What each adapter of a vendor calls alike, see runtime/instrument/llm/adapter.ts. */
export const HOOKS: readonly string[] = ['request', 'response', 'chunk', 'input', 'prepare'];

export const MOST_HOMES = 3;
