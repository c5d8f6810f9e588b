/**
 * The tables. A span's skeleton (`span`) stands apart from its attributes (`body`), so that a trace of 100,000
 * spans is read without them; texts that repeat are words; long contents are pieces, each kept once however many
 * spans have it. `trace` and `part` are derived from `span` (roll-up.ts) and can be made again at any time.
 */
export const VERSION = 3;

export const PRAGMAS = `
PRAGMA page_size = 4096;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 4000;
PRAGMA cache_size = -16000;
PRAGMA temp_store = MEMORY;
`;

export const TABLES = `
CREATE TABLE IF NOT EXISTS word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

CREATE TABLE IF NOT EXISTS origin (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE);

CREATE TABLE IF NOT EXISTS trace (
  id INTEGER PRIMARY KEY,
  trace_id TEXT NOT NULL UNIQUE,
  dirty INTEGER NOT NULL DEFAULT 1,
  pinned INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 0,
  start INTEGER NOT NULL DEFAULT 0,
  duration INTEGER NOT NULL DEFAULT 0,
  spans INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  unfinished INTEGER NOT NULL DEFAULT 0,
  rooted INTEGER NOT NULL DEFAULT 0,
  name INTEGER, service INTEGER, services TEXT, session INTEGER, user INTEGER, model INTEGER,
  calls INTEGER NOT NULL DEFAULT 0,
  input INTEGER, output INTEGER, cost REAL,
  bytes INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS trace_start ON trace (start DESC);
CREATE INDEX IF NOT EXISTS trace_service ON trace (service, start DESC);
CREATE INDEX IF NOT EXISTS trace_session ON trace (session, start DESC) WHERE session IS NOT NULL;
CREATE INDEX IF NOT EXISTS trace_dirty ON trace (id) WHERE dirty = 1;

CREATE TABLE IF NOT EXISTS span (
  id INTEGER PRIMARY KEY,
  trace INTEGER NOT NULL,
  span_id TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  service INTEGER NOT NULL, name INTEGER NOT NULL, kind INTEGER NOT NULL,
  start INTEGER NOT NULL, nanos INTEGER NOT NULL, duration INTEGER NOT NULL,
  status INTEGER NOT NULL, unfinished INTEGER NOT NULL,
  operation INTEGER, provider INTEGER, model INTEGER,
  usage INTEGER NOT NULL, input INTEGER, output INTEGER, cached INTEGER, cost REAL, first_chunk REAL,
  session INTEGER, user INTEGER, site INTEGER,
  bytes INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS span_of_trace ON span (trace, span_id);
CREATE INDEX IF NOT EXISTS span_usage ON span (trace) WHERE usage > 0;
CREATE INDEX IF NOT EXISTS span_model ON span (model, start DESC) WHERE usage = 1;
CREATE INDEX IF NOT EXISTS span_site ON span (site, start DESC) WHERE site IS NOT NULL;

CREATE TABLE IF NOT EXISTS body (id INTEGER PRIMARY KEY, json TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS piece (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS piece_use (trace INTEGER NOT NULL, piece INTEGER NOT NULL, PRIMARY KEY (trace, piece)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS piece_used ON piece_use (piece);

CREATE TABLE IF NOT EXISTS part (
  trace INTEGER NOT NULL, session INTEGER, user INTEGER,
  spans INTEGER NOT NULL, calls INTEGER NOT NULL, input INTEGER, output INTEGER, cost REAL, errors INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS part_trace ON part (trace);
CREATE INDEX IF NOT EXISTS part_session ON part (session) WHERE session IS NOT NULL;
CREATE INDEX IF NOT EXISTS part_user ON part (user) WHERE user IS NOT NULL;

CREATE TABLE IF NOT EXISTS fact (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE VIRTUAL TABLE IF NOT EXISTS span_text USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='unicode61');
CREATE VIRTUAL TABLE IF NOT EXISTS piece_text USING fts5(text, content='', contentless_delete=1, detail=none, tokenize='unicode61');
`;
