/**
 * Clients that need no adapter of their own: what their calls ask for and give is said here, by places in the call
 * and in the answer (runtime/instrument/llm/described/described.ts reads them).
 *
 *   `op`, `by`, `system`, `out`    the operation, the provider, `db.system.name`, the kind of output
 *   `model`, `collection`, `top`, `asks`, `dims`, `agent`, `session`, `at`     in the call; `at` is an address
 *   `id`, `answered`, `tokens`, `gave`, `docs`, `shown`, `said`, `error`, `inside`  in the answer; `inside` a stream
 *   `when`, `whenAt`               a call of it is one only where what stands there matches
 *   `runs`, `limits`               it only builds a request, which these methods send
 */
import type { Rule } from '../../detect/rule.ts';
import { ClientGroup } from '../method-rule/client-group.ts';
import type { Method, MethodClient } from '../method-rule/method-client.ts';

type Places = Readonly<Record<string, string>>;

interface Described {
  readonly modules: readonly string[];
  readonly facts: Places;
  /** What is said of each method beside what is said of all. */
  readonly methods: Readonly<Record<string, Places | Method>>;
  readonly makes?: true;
  readonly instances?: readonly string[];
  readonly named?: RegExp;
}

const client = (name: string, { facts, methods, ...rest }: Described): MethodClient => ({
  ...rest,
  name,
  helper: 'described',
  kind: facts.op === 'execute_tool' ? 'tool' : 'llm',
  hints: rest.modules.map((it) => `['"]${it.replace('/*', '')}\\b`),
  facts,
  methods: Object.fromEntries(
    Object.entries(methods).map(([path, said]) => [path, isMethod(said) ? said : { facts: said }]),
  ),
});

const isMethod = (said: Places | Method): said is Method => typeof said.facts === 'object' || 'shape' in said;

const each = (names: string, facts: Places = {}): Record<string, Places> =>
  Object.fromEntries(names.split(' ').map((it) => [it, facts]));

const nearest = (system: string, facts: Places): Places => ({ op: 'retrieval', system, ...facts });

/** Vector stores, and databases asked for what is near. */
export const retrieval: Rule = new ClientGroup('retrieval', [
  client('pinecone', {
    modules: ['@pinecone-database/pinecone'],
    facts: nearest('pinecone', {
      collection: 'this.target.indexName|this.target.index|this.namespace',
      at: 'this.target.indexHostUrl',
      top: '0.topK|0.query.topK|0.query.top_k',
      asks: '0.query.inputs.text',
      docs: 'matches|result.hits',
    }),
    methods: { query: {}, searchRecords: {} },
  }),
  client('qdrant', {
    modules: ['@qdrant/js-client-rest'],
    facts: nearest('qdrant', {
      collection: '0',
      at: 'this._restUri',
      top: '1.limit',
      asks: '1.query.text',
      docs: 'points|groups|*',
    }),
    methods: each('search query recommend searchPointGroups queryGroups'),
  }),
  client('chroma', {
    modules: ['chromadb'],
    facts: nearest('chroma', {
      collection: 'this.name',
      top: '0.nResults',
      asks: '0.queryTexts.0|0.queryTexts',
      docs: 'ids',
      shown: 'documents',
    }),
    methods: { query: {} },
  }),
  client('weaviate', {
    modules: ['weaviate-client'],
    makes: true,
    facts: nearest('weaviate', {
      collection: 'this.check.name',
      top: '1.limit|2.limit',
      asks: '0',
      docs: 'objects',
    }),
    methods: each(
      ['query', 'generate']
        .flatMap((it) =>
          ['nearText', 'nearVector', 'hybrid', 'bm25', 'nearObject', 'nearImage'].map(
            (how) => `${it}.${how}`,
          ),
        )
        .join(' '),
    ),
  }),
  client('pgvector', {
    modules: ['pg', 'pg/*', '@neondatabase/serverless', '@vercel/postgres'],
    instances: ['sql', 'db'],
    named: /^[_#]?(?:pg|pool|db|client|database)$/i,
    facts: nearest('postgresql', {
      sql: '1',
      when: '<=>|<#>|<\\+>|(?:embedding|vec)[^;]*<->|<->[^;]*(?:embedding|vec)',
      whenAt: '0.text|0',
      docs: 'rows',
    }),
    methods: { query: { shape: 'named', says: /<=>|<#>|<\+>|<->/ } },
  }),
  client('elasticsearch', {
    modules: ['@elastic/elasticsearch', '@opensearch-project/opensearch'],
    facts: nearest('elasticsearch', {
      when: 'knn|semantic|sparse_vector|text_expansion|retriever|query_vector|script_score',
      whenAt: '0',
      collection: '0.index',
      top: '0.knn.k|0.size|0.body.size|0.retriever.knn.k',
      asks: '0.query.semantic.query',
      docs: 'hits.hits|body.hits.hits',
    }),
    methods: { search: {}, knnSearch: {} },
  }),
  client('supabase', {
    modules: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/postgrest-js'],
    makes: true,
    facts: nearest('postgresql', {
      when: 'embed|vector|query_text|match_count|match_threshold',
      whenAt: '1',
      collection: '0',
      at: 'this.supabaseUrl',
      top: 'limit|1.match_count|1.match_limit',
      asks: '1.query_text',
      docs: 'data',
      error: 'error',
      runs: 'then',
      limits: 'limit',
    }),
    methods: { rpc: {} },
  }),
  client('upstash-vector', {
    modules: ['@upstash/vector', '@upstash/vector/*'],
    facts: nearest('upstash', { top: '0.topK', asks: '0.data', at: 'this.client.baseUrl', docs: 'result|*' }),
    methods: { query: {}, queryMany: { top: '0.0.topK' }, resumableQuery: {} },
  }),
  client('lancedb', {
    modules: ['@lancedb/lancedb', 'vectordb'],
    makes: true,
    facts: nearest('lancedb', {
      collection: 'this.name',
      top: 'limit',
      asks: '0',
      docs: '*',
      runs: 'toArray toArrow execute',
      limits: 'limit',
    }),
    methods: { search: {}, vectorSearch: {}, nearestTo: {}, nearestToText: {} },
  }),
  client('bedrock-knowledge', {
    modules: ['@aws-sdk/client-bedrock-agent-runtime'],
    facts: {
      op: 'retrieval',
      by: 'aws.bedrock',
      collection: '0.input.knowledgeBaseId|0.knowledgeBaseId',
      top: [
        '0.input.retrievalConfiguration.vectorSearchConfiguration.numberOfResults',
        '0.retrievalConfiguration.vectorSearchConfiguration.numberOfResults',
      ].join('|'),
      asks: '0.input.retrievalQuery.text|0.retrievalQuery.text',
      docs: 'retrievalResults',
    },
    methods: { send: { facts: {}, commands: ['RetrieveCommand'] }, retrieve: {} },
  }),
]);

/** Of a command's input, or of the aggregated client's argument. */
const inputPlaces = (places: Places): Places =>
  Object.fromEntries(Object.entries(places).map(([key, path]) => [key, `0.input.${path}|0.${path}`]));

/** Where an agent's traces tell what its models used. */
const USAGE = ['orchestrationTrace', 'preProcessingTrace', 'postProcessingTrace'].map(
  (it) => `trace.trace.${it}.modelInvocationOutput.metadata.usage`,
);

const tool = (by: string): Places => ({ op: 'execute_tool', by, asks: '0', id: 'requestId' });

/** Tools and models behind an API of their own. */
export const services: Rule = new ClientGroup('services', [
  client('tavily', {
    modules: ['@tavily/core'],
    makes: true,
    facts: tool('tavily'),
    methods: each('search searchContext searchQNA extract crawl map research'),
  }),
  client('exa', {
    modules: ['exa-js'],
    facts: tool('exa'),
    methods: each(
      'search searchAndContents findSimilar findSimilarAndContents getContents answer streamAnswer',
    ),
  }),
  client('fal', {
    modules: ['@fal-ai/client', '@fal-ai/serverless-client'],
    makes: true,
    instances: ['fal'],
    facts: {
      op: 'generate_content',
      by: 'fal',
      model: '0',
      asks: '1.input.prompt',
      id: 'requestId',
      said: 'data.output|data.images|images',
      out: 'image',
    },
    methods: { run: {}, subscribe: {}, stream: { streams: '1', said: '' } },
  }),
  client('elevenlabs', {
    modules: ['@elevenlabs/elevenlabs-js', 'elevenlabs'],
    facts: {
      op: 'generate_content',
      by: 'elevenlabs',
      out: 'speech',
      said: '*',
      model: '1.modelId|1.model_id',
      asks: '1.text',
    },
    methods: {
      ...each('textToSpeech.convert textToSpeech.convertWithTimestamps speechToSpeech.convert'),
      ...each('textToSpeech.stream textToSpeech.streamWithTimestamps speechToSpeech.stream', {
        streams: '1',
      }),
      ...each('textToSoundEffects.convert textToDialogue.convert music.compose', {
        model: '0.modelId|0.model_id',
        asks: '0.text|0.prompt',
      }),
      'speechToText.convert': { out: 'text', said: 'text', model: '0.modelId|0.model_id', asks: '' },
    },
  }),
  client('deepgram', {
    modules: ['@deepgram/sdk'],
    makes: true,
    facts: {
      op: 'generate_content',
      by: 'deepgram',
      out: 'text',
      model: '1.model|0.model',
      id: 'metadata.request_id|metadata.requestId|result.metadata.request_id',
      said: 'results.channels.0.alternatives.0.transcript|result.results.channels.0.alternatives.0.transcript',
      error: 'error',
    },
    methods: {
      ...each(
        'media.transcribeUrl media.transcribeFile prerecorded.transcribeUrl prerecorded.transcribeFile',
      ),
      ...each('audio.generate speak.request', { out: 'speech', said: '*', asks: '0.text' }),
      ...each('text.analyze read.analyzeText', { asks: '0.text|0.body.text', said: '' }),
    },
  }),
  client('voyage', {
    modules: ['voyageai'],
    facts: {
      op: 'embeddings',
      by: 'voyageai',
      model: '0.model',
      answered: 'model',
      tokens: 'usage.totalTokens|usage.total_tokens',
      dims: '0.outputDimension',
      asks: '0.input|0.inputs',
    },
    methods: {
      embed: {},
      multimodalEmbed: {},
      contextualizedEmbed: {},
      rerank: { op: 'rerank', asks: '0.query' },
    },
  }),
  ...(
    [
      ['InvokeAgentCommand', 'invokeAgent', { op: 'invoke_agent', agent: 'agentId', asks: 'inputText' }],
      [
        'InvokeInlineAgentCommand',
        'invokeInlineAgent',
        { op: 'invoke_agent', agent: 'agentName', asks: 'inputText', model: 'foundationModel' },
      ],
      [
        'InvokeFlowCommand',
        'invokeFlow',
        { op: 'invoke_workflow', agent: 'flowIdentifier', asks: 'inputs.0.content.document' },
      ],
      [
        'RetrieveAndGenerateCommand',
        'retrieveAndGenerate',
        {
          op: 'generate_content',
          asks: 'input.text',
          model: 'retrieveAndGenerateConfiguration.knowledgeBaseConfiguration.modelArn',
          collection: 'retrieveAndGenerateConfiguration.knowledgeBaseConfiguration.knowledgeBaseId',
        },
      ],
    ] as const
  ).map(([command, method, { op, ...places }]) =>
    client('bedrock-agent', {
      modules: ['@aws-sdk/client-bedrock-agent-runtime'],
      facts: {
        by: 'aws.bedrock',
        op,
        session: '0.input.sessionId|0.sessionId',
        ...inputPlaces(places),
        inside: 'completion|responseStream',
        said: 'output.text|chunk.bytes|flowOutputEvent.content.document',
        tokens: USAGE.map((it) => `${it}.inputTokens`).join('|'),
        gave: USAGE.map((it) => `${it}.outputTokens`).join('|'),
      },
      methods: { send: { facts: {}, commands: [command] }, [method]: {} },
    }),
  ),
]);
