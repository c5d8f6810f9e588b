import * as Sentry from '@sentry/node';

Sentry.init({ dsn: process.env.SENTRY_DSN ?? 'https://key@o1.ingest.sentry.io/1', tracesSampleRate: 1 });
