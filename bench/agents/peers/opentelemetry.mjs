/** OpenTelemetry's own instrumentation of openai, and the spans that frameworks make of themselves. */
import { OpenAIInstrumentation } from '@opentelemetry/instrumentation-openai';
import { startPeer } from './otel.mjs';

startPeer({ instrumentations: [new OpenAIInstrumentation()] });
