/** Every question that the API may ask, by its name. */

import { exportSpans } from './export-spans.ts';
import { findSpans } from './find-spans.ts';
import type { Query } from './query.ts';
import { listModels, listSessions, listUsers } from './service/groups.ts';
import { drawMap } from './service/map.ts';
import { readNarrative } from './service/narrative.ts';
import { listSiteUses } from './service/sites.ts';
import { readSpan } from './span.ts';
import { runSql } from './sql.ts';
import { readSkeleton } from './trace.ts';
import { listTraces, summarizeTraces } from './traces.ts';
import { readTranscript } from './transcript.ts';
import { discoverValues, listServices } from './values.ts';

export const QUERIES: Readonly<Record<string, Query>> = {
  traces: listTraces,
  summary: summarizeTraces,
  trace: readSkeleton,
  span: readSpan,
  find: findSpans,
  transcript: readTranscript,
  sessions: listSessions,
  narrative: readNarrative,
  users: listUsers,
  models: listModels,
  map: drawMap,
  sites: listSiteUses,
  values: discoverValues,
  services: listServices,
  export: exportSpans,
  sql: runSql,
};
