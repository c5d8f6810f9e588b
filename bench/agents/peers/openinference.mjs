/** OpenInference: openai, LangChain, and its reading of the AI SDK's spans. */

import { createRequire } from 'node:module';
import { LangChainInstrumentation } from '@arizeai/openinference-instrumentation-langchain';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
import { startPeer } from './otel.mjs';

const langchain = new LangChainInstrumentation();
startPeer({ instrumentations: [new OpenAIInstrumentation(), langchain] });
// The program's own copy, where it has one.
try {
  langchain.manuallyInstrument(createRequire(process.argv[2])('@langchain/core/callbacks/manager'));
} catch {}
