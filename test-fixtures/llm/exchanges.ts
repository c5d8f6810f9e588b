/** One exchange a vendor and a form, as its client hands it on: what the fuzz begins with. */
import type { HelperName } from './matrix.ts';

export interface Exchange {
  readonly helper: HelperName;
  /** The path that the site says. */
  readonly method: string;
  readonly asked: object;
  readonly whole?: unknown;
  readonly chunks?: readonly unknown[];
}

const messages = [{ role: 'user', content: 'hi' }];
const chat = { model: 'm', messages };
const usage = {
  prompt_tokens: 9,
  completion_tokens: 4,
  total_tokens: 13,
  prompt_tokens_details: { cached_tokens: 1, audio_tokens: 2, text_tokens: 7 },
  completion_tokens_details: { reasoning_tokens: 2, image_tokens: 1 },
};
const call = (args: unknown) => ({
  index: 0,
  id: 't1',
  type: 'function',
  function: { name: 'weather', arguments: args },
});
const delta = (it: object, finish_reason: string | null = null) => ({
  id: 'c1',
  model: 'm-1',
  system_fingerprint: 'fp',
  choices: [{ index: 0, delta: it, finish_reason }],
});
const items = [
  { type: 'reasoning', id: 'r', summary: [{ type: 'summary_text', text: 'think' }] },
  { type: 'function_call', id: 'f', call_id: 'c', name: 'weather', arguments: '{}' },
  { type: 'mcp_call', id: 'p', name: 'search', arguments: '{}', output: 'found' },
  { type: 'message', id: 'm', role: 'assistant', content: [{ type: 'output_text', text: 'Oslo' }] },
];
const response = {
  id: 'r1',
  object: 'response',
  model: 'm',
  status: 'completed',
  output: items,
  usage: { input_tokens: 3, output_tokens: 4, input_tokens_details: { cached_tokens: 1 } },
};
const block = (index: number, content_block: object, ...deltas: object[]) => [
  { type: 'content_block_start', index, content_block },
  ...deltas.map((it) => ({ type: 'content_block_delta', index, delta: it })),
];
const claude = {
  id: 'a',
  type: 'message',
  role: 'assistant',
  model: 'm',
  stop_reason: 'tool_use',
  usage: { input_tokens: 3, cache_read_input_tokens: 2, output_tokens: 4 },
  content: [
    { type: 'thinking', thinking: 'hm' },
    { type: 'text', text: 'Oslo' },
    { type: 'tool_use', id: 't', name: 'w', input: { city: 'Oslo' } },
    {
      type: 'web_search_tool_result',
      tool_use_id: 's',
      content: [{ type: 'web_search_result', url: 'https://x.example' }],
    },
  ],
};
const gemini = {
  responseId: 'g',
  modelVersion: 'm',
  candidates: [
    {
      index: 0,
      finishReason: 'STOP',
      content: {
        role: 'model',
        parts: [
          { text: 'think', thought: true },
          { text: 'Oslo' },
          { functionCall: { id: 'f', name: 'w', args: { city: 'Oslo' } } },
          { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
        ],
      },
    },
  ],
  promptFeedback: { blockReason: '' },
  usageMetadata: {
    promptTokenCount: 3,
    toolUsePromptTokenCount: 2,
    candidatesTokenCount: 4,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: 3 }],
  },
};
const mistralChoice = (key: string, finishReason: string | null = null) => ({
  id: 'x',
  model: 'm',
  usage: { promptTokens: 2, completionTokens: 3 },
  choices: [
    {
      index: 0,
      finishReason,
      [key]: {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'a' }] },
          { type: 'text', text: 'b' },
        ],
        toolCalls: [{ id: 't', index: 0, function: { name: 'w', arguments: '{}' } }],
      },
    },
  ],
});
const cohere2 = {
  id: 'h',
  finishReason: 'COMPLETE',
  message: {
    content: [{ type: 'text', text: 'Oslo' }],
    toolPlan: 'I look',
    toolCalls: [{ id: 't', function: { name: 'w', arguments: '{}' } }],
  },
  usage: { billedUnits: { inputTokens: 1, outputTokens: 2 } },
};
const ollamaPart = (done: boolean) => ({
  model: 'm',
  done,
  done_reason: done ? 'stop' : undefined,
  message: {
    role: 'assistant',
    content: 'Os',
    thinking: 'a',
    tool_calls: [{ function: { name: 'w', arguments: { city: 'Oslo' } } }],
  },
  prompt_eval_count: 3,
  eval_count: 4,
});
const converse = {
  output: {
    message: {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'a' } } },
        { text: 'b' },
        { toolUse: { toolUseId: 't', name: 'w', input: {} } },
      ],
    },
  },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 2, cacheReadInputTokens: 3 },
};
const bytes = (it: unknown) => new TextEncoder().encode(JSON.stringify(it));
const aiMessage = {
  lc_id: ['x'],
  id: 'l',
  content: [
    { type: 'thinking', thinking: 'a', index: 0 },
    { type: 'text', text: 'b', index: 1 },
  ],
  tool_calls: [{ id: 't', name: 'w', args: {} }],
  tool_call_chunks: [{ id: 't', index: 2, name: 'w', args: '{}' }],
  usage_metadata: { input_tokens: 1, output_tokens: 2, input_token_details: { cache_read: 1 } },
  response_metadata: { model_name: 'm', finish_reason: 'stop' },
  additional_kwargs: { reasoning_content: 'c' },
};
const step = {
  finishReason: 'stop',
  usage: { inputTokens: 3, outputTokens: 4, inputTokenDetails: { cacheReadTokens: 1 } },
  response: { id: 'i', modelId: 'm' },
  performance: { responseTimeMs: 5 },
  content: [
    { type: 'text', text: 'a' },
    { type: 'tool-call', toolCallId: 't', toolName: 'w', input: {} },
    { type: 'file', file: { mediaType: 'image/png' } },
  ],
};

export const EXCHANGES: readonly Exchange[] = [
  {
    helper: 'openai',
    method: 'chat.completions.create',
    asked: chat,
    whole: {
      id: 'c',
      model: 'm',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          message: {
            role: 'assistant',
            reasoning_content: 'a',
            content: 'b',
            tool_calls: [call('{}')],
            audio: { transcript: 'c' },
          },
        },
      ],
      usage,
    },
  },
  {
    helper: 'openai',
    method: 'chat.completions.create',
    asked: { ...chat, stream: true },
    chunks: [
      delta({ role: 'assistant', reasoning: 'a' }),
      delta({ content: 'b' }),
      delta({ tool_calls: [call('{"ci')] }),
      delta({ tool_calls: [call('ty":1}')] }, 'stop'),
      { id: 'c1', choices: [], usage },
    ],
  },
  { helper: 'openai', method: 'responses.create', asked: { model: 'm', input: 'hi' }, whole: response },
  {
    helper: 'openai',
    method: 'responses.create',
    asked: { model: 'm', input: 'hi', stream: true },
    chunks: [
      { type: 'response.created', response },
      { type: 'response.output_item.added', output_index: 0, item: items[1] },
      { type: 'response.function_call_arguments.delta', output_index: 0, delta: '{' },
      { type: 'response.output_text.delta', output_index: 1, delta: 'Os' },
      { type: 'response.completed', response },
    ],
  },
  {
    helper: 'openai',
    method: 'images.generate',
    asked: { model: 'm', prompt: 'a cat' },
    whole: {
      data: [{ b64_json: 'AAAA' }, { url: 'https://i.example/a.png' }],
      usage: { input_tokens: 3, input_tokens_details: { text_tokens: 2, image_tokens: 1 }, output_tokens: 4 },
    },
  },
  {
    helper: 'openai',
    method: 'embeddings.create',
    asked: { model: 'm', input: ['a', 'b'] },
    whole: { model: 'm', data: [{ embedding: [0.1, 0.2] }], usage: { prompt_tokens: 3 } },
  },
  { helper: 'anthropic', method: 'messages.create', asked: { ...chat, max_tokens: 9 }, whole: claude },
  {
    helper: 'anthropic',
    method: 'messages.create',
    asked: { ...chat, max_tokens: 9, stream: true },
    chunks: [
      { type: 'message_start', message: claude },
      ...block(0, { type: 'thinking', thinking: '' }, { type: 'thinking_delta', thinking: 'a' }),
      ...block(1, { type: 'text', text: '' }, { type: 'text_delta', text: 'b' }),
      ...block(
        2,
        { type: 'tool_use', id: 't', name: 'w', input: {} },
        { type: 'input_json_delta', partial_json: '{}' },
      ),
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn' },
        usage: { input_tokens: 5, output_tokens: 6 },
      },
      { type: 'message_stop' },
    ],
  },
  {
    helper: 'google',
    method: 'models.generateContent',
    asked: { model: 'm', contents: 'hi' },
    whole: gemini,
  },
  {
    helper: 'google',
    method: 'models.generateContentStream',
    asked: { model: 'm', contents: 'hi' },
    chunks: [gemini, gemini],
  },
  { helper: 'mistral', method: 'chat.complete', asked: chat, whole: mistralChoice('message', 'stop') },
  {
    helper: 'mistral',
    method: 'chat.stream',
    asked: chat,
    chunks: [{ data: mistralChoice('delta') }, { data: mistralChoice('delta', 'stop') }],
  },
  { helper: 'cohere', method: 'chat', asked: chat, whole: cohere2 },
  {
    helper: 'cohere',
    method: 'chatStream',
    asked: chat,
    chunks: [
      { type: 'message-start', id: 'h' },
      { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Os' } } } },
      {
        type: 'tool-call-start',
        index: 1,
        delta: { message: { toolCalls: { id: 't', function: { name: 'w', arguments: '{' } } } },
      },
      {
        type: 'tool-call-delta',
        index: 1,
        delta: { message: { toolCalls: { function: { arguments: '}' } } } },
      },
      {
        type: 'message-end',
        delta: { finishReason: 'COMPLETE', usage: { billedUnits: { inputTokens: 1 } } },
      },
    ],
  },
  { helper: 'ollama', method: 'chat', asked: chat, whole: ollamaPart(true) },
  {
    helper: 'ollama',
    method: 'chat',
    asked: { ...chat, stream: true },
    chunks: [ollamaPart(false), ollamaPart(false), ollamaPart(true)],
  },
  { helper: 'bedrock', method: 'converse', asked: { modelId: 'm', messages }, whole: converse },
  {
    helper: 'bedrock',
    method: 'converseStream',
    asked: { modelId: 'm', messages },
    chunks: [
      { messageStart: { role: 'assistant' } },
      { contentBlockStart: { contentBlockIndex: 0, start: { toolUse: { toolUseId: 't', name: 'w' } } } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { toolUse: { input: '{}' } } } },
      { contentBlockDelta: { contentBlockIndex: 1, delta: { text: 'Os' } } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: converse.usage } },
    ],
  },
  {
    helper: 'bedrock',
    method: 'invokeModel',
    asked: { modelId: 'm', body: '{"messages":[]}' },
    whole: { body: bytes(claude) },
  },
  {
    helper: 'huggingface',
    method: 'textGenerationStream',
    asked: { model: 'm', inputs: 'hi' },
    chunks: [
      { token: { text: 'a' } },
      { token: { text: 'b' }, details: { finish_reason: 'length', generated_tokens: 2 } },
    ],
  },
  {
    helper: 'huggingface',
    method: 'featureExtraction',
    asked: { model: 'm', inputs: 'hi' },
    whole: [[0.1, 0.2]],
  },
  {
    helper: 'replicate',
    method: 'predictions.create',
    asked: { model: 'm', input: { prompt: 'hi' } },
    whole: {
      id: 'p',
      urls: {},
      status: 'failed',
      error: 'no',
      output: ['a', 'b'],
      metrics: { input_token_count: 1 },
    },
  },
  {
    helper: 'replicate',
    method: 'stream',
    asked: { input: { prompt: 'hi' } },
    chunks: [
      { event: 'output', data: 'a' },
      { event: 'done', data: '{"reason":"stop"}' },
    ],
  },
  {
    helper: 'mcp',
    method: 'callTool',
    asked: { name: 'w', arguments: {} },
    whole: {
      content: [
        { type: 'text', text: 'a' },
        { type: 'image', mimeType: 'image/png', data: 'AAAA' },
      ],
      isError: false,
    },
  },
  { helper: 'langchain', method: 'invoke', asked: [['human', 'hi']], whole: aiMessage },
  { helper: 'langchain', method: 'stream', asked: [['human', 'hi']], chunks: [aiMessage, aiMessage] },
  {
    helper: 'ai',
    method: 'generateText',
    asked: { model: 'openai/m', prompt: 'hi' },
    whole: { steps: [step], totalUsage: step.usage, ...step },
  },
];
