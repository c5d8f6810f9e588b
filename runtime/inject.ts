/**
 * The ABI of rewritten code: nothing else of this package may be named in the transformer's output.
 * Each helper stands alone, so a bundler keeps only what a program's own sites use.
 */

export { entry } from './instrument/boundary/entry.ts';
export { limiter } from './instrument/boundary/limiter.ts';
export { enterDrain, put, take } from './instrument/boundary/own-queue.ts';
export { tick } from './instrument/boundary/tick.ts';
export { workQueue } from './instrument/boundary/work-queue.ts';
export { chain, nil, slot } from './instrument/call/optional-chain.ts';
export { binding } from './instrument/http-client/binding.ts';
export { fetch, handedFetch } from './instrument/http-client/fetch.ts';
// vendors:begin, written by scripts/vendors.ts
export { ai } from './instrument/llm/agents/ai/ai.ts';
export { agent } from './instrument/llm/agents/any-agent.ts';
export { claude } from './instrument/llm/agents/claude.ts';
export { langchain } from './instrument/llm/agents/langchain/langchain.ts';
export { framework, made } from './instrument/llm/agents/made/made.ts';
export { mastra } from './instrument/llm/agents/made/mastra.ts';
export { mcp } from './instrument/llm/agents/mcp/client.ts';
export { openaiAgents } from './instrument/llm/agents/openai-agents.ts';
export { described } from './instrument/llm/described/described.ts';
export { anthropic } from './instrument/llm/vendors/anthropic.ts';
export { azureInference } from './instrument/llm/vendors/azure-inference.ts';
export { bedrock } from './instrument/llm/vendors/bedrock/bedrock.ts';
export { cohere } from './instrument/llm/vendors/cohere.ts';
export { google } from './instrument/llm/vendors/google.ts';
export { huggingface } from './instrument/llm/vendors/huggingface.ts';
export { mistral } from './instrument/llm/vendors/mistral.ts';
export { ollama } from './instrument/llm/vendors/ollama.ts';
export { openai } from './instrument/llm/vendors/openai.ts';
export { openaiRealtime } from './instrument/llm/vendors/openai-realtime.ts';
export { openrouter } from './instrument/llm/vendors/openrouter.ts';
export { replicate } from './instrument/llm/vendors/replicate.ts';
export { workersAi } from './instrument/llm/vendors/workers-ai.ts';
// vendors:end
export { agenda } from './instrument/messaging/clients/agenda.ts';
export { amqplib } from './instrument/messaging/clients/amqplib.ts';
export { beeQueue } from './instrument/messaging/clients/bee-queue.ts';
export { bree } from './instrument/messaging/clients/bree.ts';
export { bullmq, enterJob } from './instrument/messaging/clients/bullmq.ts';
export { cloudflareQueue, eventBridge, triggerDev } from './instrument/messaging/clients/cloud-payloads.ts';
export { connectRpc } from './instrument/messaging/clients/connect-rpc.ts';
export { graphileWorker } from './instrument/messaging/clients/graphile-worker.ts';
export { grpc } from './instrument/messaging/clients/grpc/grpc.ts';
export { inngest } from './instrument/messaging/clients/inngest.ts';
export { kafkajs } from './instrument/messaging/clients/kafkajs.ts';
export { mqtt } from './instrument/messaging/clients/mqtt.ts';
export { nats } from './instrument/messaging/clients/nats/nats.ts';
export { nestMessages } from './instrument/messaging/clients/nest-messages.ts';
export { pgBoss } from './instrument/messaging/clients/pg-boss.ts';
export { platformaticKafka } from './instrument/messaging/clients/platformatic-kafka.ts';
export { pubsub } from './instrument/messaging/clients/pubsub.ts';
export { qstash } from './instrument/messaging/clients/qstash.ts';
export { redisStreams } from './instrument/messaging/clients/redis-streams.ts';
export { serviceBus } from './instrument/messaging/clients/service-bus.ts';
export { socketIo, ws } from './instrument/messaging/clients/sockets.ts';
export { sqs } from './instrument/messaging/clients/sqs/sqs.ts';
export { temporal } from './instrument/messaging/clients/temporal.ts';
export { threads } from './instrument/messaging/clients/threads.ts';
export { enterHandler } from './instrument/server/enter-handler.ts';
export { enterFailure, failure, middleware } from './instrument/server/entries/failure.ts';
export { procedure, resolvers } from './instrument/server/entries/procedures.ts';
export { listening, served } from './instrument/server/entries/served.ts';
export { enterTick, enterWork, work } from './instrument/server/entries/work.ts';
export { handler } from './instrument/server/handler.ts';
export { enterLambda, lambda } from './instrument/server/lambda.ts';
export { mcpTool } from './instrument/server/mcp-tool.ts';
export { nest } from './instrument/server/nest.ts';
export { enterEntry, wrapEntries as entries } from './instrument/server/workers.ts';
export { enterBody as enter, enterTraced } from './instrument/traced/entered-body.ts';
