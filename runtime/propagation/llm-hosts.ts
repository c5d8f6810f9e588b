/**
 * Hosts of LLM vendors, as ends of a host's name: an id of ours is of no use to them, an identity none of
 * their business.
 */
const HOSTS: readonly string[] = [
  'openai\\.com',
  '(?:openai|services\\.ai|inference\\.ai|cognitiveservices)\\.azure\\.com',
  'anthropic\\.com',
  '(?:generativelanguage|aiplatform)\\.googleapis\\.com',
  '[\\w-]+-aiplatform\\.googleapis\\.com',
  'bedrock[\\w-]*\\.[\\w-]+\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)',
  'mistral\\.ai',
  'cohere\\.(?:ai|com)',
  'groq\\.com',
  'together\\.(?:ai|xyz)',
  'ollama\\.com',
  'huggingface\\.co',
  'endpoints\\.huggingface\\.cloud',
  'replicate\\.com',
  'deepseek\\.com',
  'x\\.ai',
  'perplexity\\.ai',
  'fireworks\\.ai',
  'openrouter\\.ai',
  'cerebras\\.ai',
  'sambanova\\.ai',
  'deepinfra\\.com',
  'moonshot\\.(?:ai|cn)',
  'dashscope[\\w-]*\\.aliyuncs\\.com',
  'bigmodel\\.cn',
  'z\\.ai',
  'voyageai\\.com',
  'jina\\.ai',
  'ai-gateway\\.vercel\\.sh',
  'gateway\\.ai\\.cloudflare\\.com',
  'api\\.nvidia\\.com',
  'stability\\.ai',
  'elevenlabs\\.io',
  'ai21\\.com',
  'novita\\.ai',
  'minimaxi?\\.(?:io|com|chat)',
  'githubcopilot\\.com',
  'models\\.github\\.ai',
];

const LLM_HOST = /* @__PURE__ */ new RegExp(`(?:^|\\.)(?:${/* @__PURE__ */ HOSTS.join('|')})$`);

export const isLlmHost = (host: string): boolean => LLM_HOST.test(bareHost(host));

export const bareHost = (host: string): string => host.toLowerCase().replace(/\.$/, '');
