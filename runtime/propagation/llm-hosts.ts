/**
 * Hosts of LLM vendors, as ends of a host's name: an id of ours is of no use to them, an identity none of
 * their business.
 */

/** `provider=host,host provider=host =host of nobody's that we name`; `*` is a part of a name. */
const HOSTS: string =
  // vendors:begin, written by scripts/vendors.ts
  'openai=openai.com ' +
  'azure.ai.openai=openai.azure.com,cognitiveservices.azure.com ' +
  'groq=groq.com ' +
  'together=together.xyz,together.ai ' +
  'cerebras=cerebras.ai ' +
  'perplexity=perplexity.ai ' +
  'fireworks=fireworks.ai ' +
  'deepseek=deepseek.com ' +
  'x_ai=x.ai ' +
  'moonshot_ai=moonshot.ai,moonshot.cn ' +
  'lambda=lambda.ai ' +
  'openrouter=openrouter.ai ' +
  'anthropic=anthropic.com ' +
  'gcp.gemini=generativelanguage.googleapis.com ' +
  'gcp.vertex_ai=aiplatform.googleapis.com,*-aiplatform.googleapis.com ' +
  'mistral_ai=mistral.ai ' +
  'cohere=cohere.com,cohere.ai ' +
  'ollama=ollama.com ' +
  'aws.bedrock=bedrock*.*.amazonaws.com,bedrock*.*.amazonaws.com.cn,bedrock*.*.api.aws ' +
  'azure.ai.inference=services.ai.azure.com,inference.ai.azure.com,models.github.ai ' +
  'huggingface=huggingface.co ' +
  'replicate=replicate.com ' +
  'voyageai=voyageai.com ' +
  'fal=fal.run,fal.ai ' +
  'elevenlabs=elevenlabs.io ' +
  'deepgram=deepgram.com ' +
  'tavily=tavily.com ' +
  'exa=exa.ai ' +
  '=gateway.ai.cloudflare.com,endpoints.huggingface.cloud,ai-gateway.vercel.sh,ai21.com,' +
  'aimlapi.com,aleph-alpha.com,api.nvidia.com,arcee.ai,assemblyai.com,baichuan-ai.com,' +
  'baidubce.com,baseten.co,bfl.ai,bigmodel.cn,braintrust.dev,cartesia.ai,chutes.ai,' +
  'dashscope*.aliyuncs.com,deepinfra.com,featherless.ai,firecrawl.dev,friendli.ai,' +
  'githubcopilot.com,gladia.io,helicone.ai,hume.ai,hunyuan.cloud.tencent.com,' +
  'hunyuan.tencentcloudapi.com,hyperbolic.xyz,ideogram.ai,inceptionlabs.ai,inference.net,' +
  'jina.ai,kluster.ai,lepton.ai,lingyiwanwu.com,llama.com,luma.ai,lumalabs.ai,minimax.chat,' +
  'minimax.com,minimax.io,minimaxi.chat,minimaxi.com,minimaxi.io,mixedbread.com,morphllm.com,' +
  'nebius.ai,nomic.ai,novita.ai,nscale.com,octoai.run,parasail.io,play.ht,portkey.ai,' +
  'predibase.com,recraft.ai,requesty.ai,rev.ai,runwayml.com,sambanova.ai,serper.dev,' +
  'siliconflow.cn,siliconflow.com,speechmatics.com,stability.ai,stepfun.com,' +
  'studio.nebius.com,targon.com,tokenfactory.nebius.com,upstage.ai,vapi.ai,volces.com,' +
  'writer.com,z.ai';
// vendors:end

let providers: ReadonlyMap<string, string> | undefined;
let patterns: readonly (readonly [pattern: RegExp, provider: string])[] = [];

function knownHosts(): ReadonlyMap<string, string> {
  if (providers !== undefined) return providers;
  const pairs = HOSTS.split(' ').flatMap((group) => {
    const [provider = '', hosts = ''] = group.split('=');
    return hosts.split(',').map((host) => [host, provider] as const);
  });
  patterns = pairs
    .filter(([host]) => host.includes('*'))
    .map(([host, provider]) => [
      new RegExp(`(?:^|\\.)${host.replaceAll('.', '\\.').replaceAll('*', '[\\w-]*')}$`),
      provider,
    ]);
  providers = new Map(pairs);
  return providers;
}

/** `gen_ai.provider.name` of whoever serves this host; '' for one without a name, undefined for no vendor's. */
export function providerOfHost(hostname: string): string | undefined {
  const hosts = knownHosts();
  const host = bareHost(hostname);
  for (let end = host; end !== ''; end = end.slice(end.indexOf('.') + 1 || end.length)) {
    const provider = hosts.get(end);
    if (provider !== undefined) return provider;
  }
  return patterns.find(([pattern]) => pattern.test(host))?.[1];
}

export const isLlmHost = (host: string): boolean => providerOfHost(host) !== undefined;

export const bareHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');
