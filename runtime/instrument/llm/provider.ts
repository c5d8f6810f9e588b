/** `gen_ai.provider.name` of clients that speak another vendor's API, by the host that they talk to. */
const HOSTS: readonly (readonly [host: RegExp, provider: string])[] = [
  [/(?:^|\.)openai\.azure\.com$|\.cognitiveservices\.azure\.com$/, 'azure.ai.openai'],
  [/\.(?:inference|services)\.ai\.azure\.com$/, 'azure.ai.inference'],
  [/(?:^|\.)openai\.com$/, 'openai'],
  [/(?:^|\.)anthropic\.com$/, 'anthropic'],
  [/(?:^|\.)groq\.com$/, 'groq'],
  [/(?:^|\.)deepseek\.com$/, 'deepseek'],
  [/(?:^|\.)x\.ai$/, 'x_ai'],
  [/(?:^|\.)perplexity\.ai$/, 'perplexity'],
  [/(?:^|\.)moonshot\.(?:cn|ai)$/, 'moonshot_ai'],
  [/(?:^|\.)mistral\.ai$/, 'mistral_ai'],
  [/(?:^|\.)cohere\.(?:com|ai)$/, 'cohere'],
  [/(?:^|\.)together\.(?:xyz|ai)$/, 'together'],
  [/(?:^|\.)openrouter\.ai$/, 'openrouter'],
  [/(?:^|\.)fireworks\.ai$/, 'fireworks'],
  [/(?:^|\.)cerebras\.ai$/, 'cerebras'],
  [/^generativelanguage\.googleapis\.com$/, 'gcp.gemini'],
  [/aiplatform\.googleapis\.com$/, 'gcp.vertex_ai'],
  [/^bedrock-runtime\..*\.amazonaws\.com$/, 'aws.bedrock'],
  [/(?:^|\.)huggingface\.co$/, 'huggingface'],
];

/** Classes whose instances keep their vendor, whatever proxy they talk through. */
const CLASSES: Readonly<Record<string, string>> = {
  AzureOpenAI: 'azure.ai.openai',
  Groq: 'groq',
  Together: 'together',
  AnthropicBedrock: 'aws.bedrock',
  AnthropicVertex: 'gcp.vertex_ai',
};

export interface ClientLike {
  readonly baseURL?: unknown;
  readonly constructor?: { readonly name?: unknown };
}

export function providerOf(client: ClientLike | undefined, otherwise: string): string {
  const byClass = CLASSES[String(client?.constructor?.name)];
  if (byClass !== undefined) return byClass;
  return parsedAddress(client?.baseURL).provider ?? otherwise;
}

export const baseUrlOf = (value: unknown): URL | undefined => parsedAddress(value).url;

interface Place {
  readonly url?: URL;
  readonly provider?: string | undefined;
}

/** A program talks to few places, but may make some up. */
const MOST_PLACES = 100;
const NOWHERE: Place = {};
const places = /* @__PURE__ */ new Map<string, Place>();

function parsedAddress(address: unknown): Place {
  if (typeof address !== 'string') return NOWHERE;
  let place = places.get(address);
  if (place === undefined) {
    const url = URL.parse(address);
    place = url === null ? NOWHERE : { url, provider: providerOfHost(url) };
    if (places.size < MOST_PLACES) places.set(address, place);
  }
  return place;
}

const providerOfHost = ({ port, hostname }: URL): string | undefined =>
  port === '11434' ? 'ollama' : HOSTS.find(([host]) => host.test(hostname))?.[1];
