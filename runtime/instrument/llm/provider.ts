/** `gen_ai.provider.name` of clients that speak another vendor's API, by the host that they talk to. */
import { providerOfHost } from '../../propagation/llm-hosts.ts';

/** Classes whose instances keep their vendor, whatever proxy they talk through. */
const CLASSES: Readonly<Record<string, string>> = {
  AzureOpenAI: 'azure.ai.openai',
  Groq: 'groq',
  Together: 'together',
  Cerebras: 'cerebras',
  Perplexity: 'perplexity',
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
    place = url === null ? NOWHERE : { url, provider: providerOfUrl(url) };
    if (places.size < MOST_PLACES) places.set(address, place);
  }
  return place;
}

const providerOfUrl = ({ port, hostname }: URL): string | undefined =>
  port === '11434' ? 'ollama' : providerOfHost(hostname) || undefined;
