/** Packages whose instances register handlers by a verb and a path, and what their functions' other arguments are. */
import type { Helper } from '../../edit.ts';

export const FRAMEWORKS: ReadonlySet<string> = new Set([
  'express',
  'hono',
  'hono/tiny',
  'hono/quick',
  '@hono/zod-openapi',
  'fastify',
  '@fastify/type-provider-json-schema-to-ts',
  '@fastify/type-provider-typebox',
  'fastify-plugin',
  'fastify-type-provider-zod',
  'koa',
  'koa-router',
  '@koa/router',
  'polka',
  'restify',
  'router',
  'find-my-way',
  'connect',
  'elysia',
  'itty-router',
  '@adonisjs/core/services/router',
]);

/** Those whose application is itself what a platform's `fetch` is asked of. */
export const FETCHERS: ReadonlySet<string> = new Set([
  'hono',
  'hono/tiny',
  'hono/quick',
  '@hono/zod-openapi',
  'elysia',
  'itty-router',
]);

/** Functions among a route's options, Fastify's and Elysia's. */
export const ROUTE_KEYS: readonly string[] = [
  'handler',
  'preHandler',
  'onRequest',
  'preParsing',
  'preValidation',
  'preSerialization',
  'onSend',
  'onResponse',
  'beforeHandle',
];

/** A function that is given functions which its package calls. */
export interface Taker {
  /** `*` stands for anything. */
  readonly from: readonly string[];
  /** The last step of the way from the module to what is called or constructed. */
  readonly names: readonly string[];
  readonly helper: Helper;
  /** In objects among the arguments; where it is missing, the arguments themselves. */
  readonly keys?: readonly string[];
  /** Both the arguments and the keys. */
  readonly either?: boolean;
  /** What a root of its own is called; `*` stands for the first text among the arguments. */
  readonly span?: string;
  readonly facts?: Readonly<Record<string, string>>;
  /** The first argument is of this module, not the callee: `register(mercurius, …)`. */
  readonly given?: string;
}

const HTTP = ['http', 'get', 'post', 'put', 'patch', 'deleteRequest'];
const SOCKET = ['message', 'open', 'close'];
const HONO = ['hono', 'hono/*', '@hono/zod-openapi'];
const FASTIFY = ['fastify', 'fastify-plugin', '*type-provider*'];
const FIREBASE = ['firebase-functions', 'firebase-functions/*'];
const CONVEX = ['*_generated/server', '*_generated/server.js'];
const H3 = [
  'defineEventHandler',
  'defineHandler',
  'eventHandler',
  'cachedEventHandler',
  'defineCachedEventHandler',
  'defineCachedHandler',
];
const NITRO = ['h3', 'nitro/h3', 'nitro', 'nitropack/runtime', '#imports', 'nitro/task', 'nitro/cache'];

export const TAKERS: readonly Taker[] = [
  {
    from: HONO,
    names: ['createMiddleware', 'createHandlers', 'openapi', 'notFound'],
    helper: 'handler',
  },
  { from: [...HONO, 'elysia'], names: ['onError'], helper: 'failure' },
  {
    from: FASTIFY,
    names: ['addHook', 'setNotFoundHandler'],
    helper: 'handler',
    keys: ['preHandler', 'preValidation'],
    either: true,
  },
  { from: FASTIFY, names: ['setErrorHandler'], helper: 'failure' },
  { from: ['koa'], names: ['on'], helper: 'failure' },
  { from: ['express', 'router'], names: ['param'], helper: 'handler' },
  { from: ['elysia'], names: ['onRequest', 'onBeforeHandle', 'derive', 'resolve'], helper: 'handler' },
  {
    from: NITRO,
    names: H3,
    helper: 'handler',
    keys: ['handler', 'onRequest', 'onBeforeResponse'],
    either: true,
  },
  { from: NITRO, names: ['defineTask'], helper: 'work', keys: ['run'], span: 'task' },
  { from: NITRO, names: ['defineWebSocketHandler'], helper: 'work', keys: SOCKET, span: 'websocket' },
  {
    from: ['@trpc/server'],
    names: ['query', 'mutation', 'subscription', 'use', 'middleware'],
    helper: 'procedure',
    facts: { system: 'trpc' },
  },
  {
    from: ['@orpc/server'],
    names: ['handler', 'use', 'middleware'],
    helper: 'procedure',
    facts: { system: 'orpc' },
  },
  {
    from: [
      'graphql-yoga',
      '@apollo/server',
      '@apollo/subgraph',
      '@graphql-tools/schema',
      '@as-integrations/next',
      'graphql-http/*',
      'apollo-server-express',
    ],
    names: [
      'createSchema',
      'createYoga',
      'new',
      'makeExecutableSchema',
      'buildSubgraphSchema',
      'addResolversToSchema',
      'createHandler',
    ],
    helper: 'resolvers',
    keys: ['resolvers', 'schema'],
  },
  {
    from: ['fastify'],
    given: 'mercurius',
    names: ['register'],
    helper: 'resolvers',
    keys: ['resolvers', 'schema'],
  },
  { from: ['@middy/core'], names: ['default', 'middy', 'handler'], helper: 'lambda' },
  { from: ['lambda-stream'], names: ['streamifyResponse'], helper: 'lambda' },
  { from: ['@azure/functions'], names: HTTP, helper: 'handler', keys: ['handler'], either: true },
  {
    from: ['@azure/functions'],
    names: [
      'timer',
      'serviceBusQueue',
      'serviceBusTopic',
      'storageQueue',
      'storageBlob',
      'eventHub',
      'eventGrid',
      'cosmosDB',
      'generic',
      'mcpTool',
    ],
    helper: 'work',
    keys: ['handler'],
    span: '*',
  },
  {
    from: [...FIREBASE, '@google-cloud/functions-framework'],
    names: ['onRequest', 'http'],
    helper: 'handler',
  },
  {
    from: FIREBASE,
    names: [
      'onCall',
      'onCallGenkit',
      'onSchedule',
      'onRun',
      'onTaskDispatched',
      'onMessagePublished',
      'onDocumentCreated',
      'onDocumentUpdated',
      'onDocumentDeleted',
      'onDocumentWritten',
      'onObjectFinalized',
      'onObjectDeleted',
      'onValueCreated',
      'onValueUpdated',
      'onValueDeleted',
      'onValueWritten',
      'onCustomEventPublished',
      'onPublish',
      'onCreate',
      'onUpdate',
      'onDelete',
      'onWrite',
      'onFinalize',
    ],
    helper: 'work',
  },
  { from: ['@google-cloud/functions-framework'], names: ['cloudEvent'], helper: 'work', span: '*' },
  {
    from: CONVEX,
    names: ['query', 'mutation', 'action', 'internalQuery', 'internalMutation', 'internalAction'],
    helper: 'work',
    keys: ['handler'],
    either: true,
  },
  { from: CONVEX, names: ['httpAction'], helper: 'handler' },
  {
    from: ['electron'],
    names: ['handle', 'handleOnce', 'on', 'once'],
    helper: 'work',
    span: 'ipc *',
    facts: { own: '1' },
  },
  {
    from: ['@slack/bolt'],
    names: ['message', 'event', 'command', 'action', 'shortcut', 'view', 'options', 'function', 'step'],
    helper: 'work',
    span: 'slack *',
  },
  {
    from: ['ws', 'socket.io', 'isows', '@fastify/websocket'],
    names: ['on', 'once'],
    helper: 'work',
    span: '*',
  },
];
