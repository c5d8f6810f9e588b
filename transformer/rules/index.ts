import type { Rule } from '../detect/rule.ts';
import { limiters } from './boundaries/limiters.ts';
import { ownQueues } from './boundaries/own-queues.ts';
import { registrations } from './boundaries/registrations.ts';
import { schedules } from './boundaries/schedules.ts';
import { agent } from './clients/agent.ts';
import { ai } from './clients/ai.ts';
import { anthropic } from './clients/anthropic.ts';
import { azureInference } from './clients/azure-inference.ts';
import { bedrock } from './clients/bedrock.ts';
import { byHand } from './clients/by-hand.ts';
import { claude } from './clients/claude.ts';
import { cohere } from './clients/cohere.ts';
import { retrieval, services } from './clients/described.ts';
import { google, googleModels } from './clients/google.ts';
import { huggingface } from './clients/huggingface.ts';
import { langchain } from './clients/langchain.ts';
import { made } from './clients/made.ts';
import { mcp } from './clients/mcp.ts';
import { mistral } from './clients/mistral.ts';
import { ollama } from './clients/ollama.ts';
import { openai } from './clients/openai.ts';
import { openaiAgents } from './clients/openai-agents.ts';
import { openaiRealtime } from './clients/openai-realtime.ts';
import { openrouter } from './clients/openrouter.ts';
import { replicate } from './clients/replicate.ts';
import { uncovered } from './clients/uncovered.ts';
import { workersAi } from './clients/workers-ai.ts';
import { fetch } from './fetch.ts';
import { bindings } from './handlers/bindings.ts';
import { callbacks, h3 } from './handlers/callbacks.ts';
import { commonjs } from './handlers/commonjs.ts';
import { compiledPages } from './handlers/entries/compiled-pages.ts';
import { fileEntries } from './handlers/entries/file-entries.ts';
import { frameworkCalls } from './handlers/entries/framework-calls.ts';
import { exported } from './handlers/exported.ts';
import { mcpTools } from './handlers/mcp-tools.ts';
import { nest } from './handlers/nest.ts';
import { registered } from './handlers/registered.ts';
import { serve } from './handlers/serve.ts';
import { servers } from './handlers/servers.ts';
import { agenda } from './queues/agenda.ts';
import { amqplib } from './queues/amqplib.ts';
import { batchLoops } from './queues/batch-loops.ts';
import { beeQueue } from './queues/bee-queue.ts';
import { bree } from './queues/bree.ts';
import { bullmq } from './queues/bullmq.ts';
import { cloudflareQueues } from './queues/cloudflare-queues.ts';
import { connectRpc } from './queues/connect-rpc.ts';
import { eventBridge } from './queues/event-bridge.ts';
import { graphileWorker } from './queues/graphile-worker.ts';
import { grpc } from './queues/grpc.ts';
import { inngest } from './queues/inngest.ts';
import { kafkajs } from './queues/kafkajs.ts';
import { mqtt } from './queues/mqtt.ts';
import { nats } from './queues/nats.ts';
import { nestMicroservices } from './queues/nest-microservices.ts';
import { noPlace } from './queues/no-place.ts';
import { pgBoss } from './queues/pg-boss.ts';
import { platformaticKafka } from './queues/platformatic-kafka.ts';
import { processors } from './queues/processors.ts';
import { pubsub } from './queues/pubsub.ts';
import { qstash } from './queues/qstash.ts';
import { redisStreams } from './queues/redis-streams.ts';
import { serviceBus } from './queues/service-bus.ts';
import { socketIo, ws } from './queues/sockets.ts';
import { sqs } from './queues/sqs.ts';
import { temporal } from './queues/temporal.ts';
import { threads } from './queues/threads.ts';
import { triggerDev } from './queues/trigger-dev.ts';
import { traced } from './traced.ts';
import { useTrace } from './use-trace.ts';

/** Every rule. Where two claim the same node, the earlier one gets it. */
export const rules: readonly Rule[] = [
  openai,
  openaiRealtime,
  openrouter,
  anthropic,
  cohere,
  google,
  googleModels,
  mistral,
  ollama,
  ai,
  bedrock,
  azureInference,
  workersAi,
  huggingface,
  replicate,
  langchain,
  openaiAgents,
  agent,
  claude,
  made,
  uncovered,
  mcp,
  byHand,
  services,
  retrieval,
  fileEntries,
  frameworkCalls,
  compiledPages,
  exported,
  commonjs,
  servers,
  serve,
  registered,
  h3,
  callbacks,
  bindings,
  nest,
  mcpTools,
  useTrace,
  traced,
  limiters,
  amqplib,
  bullmq,
  processors,
  batchLoops,
  grpc,
  inngest,
  kafkajs,
  mqtt,
  nats,
  pgBoss,
  sqs,
  agenda,
  beeQueue,
  bree,
  cloudflareQueues,
  connectRpc,
  eventBridge,
  graphileWorker,
  nestMicroservices,
  platformaticKafka,
  pubsub,
  qstash,
  redisStreams,
  serviceBus,
  socketIo,
  ws,
  temporal,
  triggerDev,
  threads,
  noPlace,
  schedules,
  registrations,
  ownQueues,
  fetch,
];
