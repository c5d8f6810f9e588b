import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

/** Where the site is served from; `DOCS_BASE=/onetrace/` for a folder of a host. */
const base = process.env['DOCS_BASE'] ?? '/';

const page = (text: string, link: string) => ({ text, link });

interface Token {
  readonly type: string;
  readonly children: Token[] | null;
  attrGet(name: string): string | null;
}

/** A link to a file of the repository leads nowhere on a site: its text stays. */
function withoutLinksOut({ tokens, env }: { tokens: Token[]; env: { relativePath?: string } }): void {
  const depth = (env.relativePath ?? '').split('/').length;
  const leaves = (token: Token): boolean =>
    token.type === 'link_open' && (token.attrGet('href') ?? '').startsWith('../'.repeat(depth));
  for (const { children } of tokens) {
    for (let at = children?.findIndex(leaves) ?? -1; children && at >= 0; at = children.findIndex(leaves)) {
      const end = children.findIndex(({ type }, index) => index > at && type === 'link_close');
      children.splice(end, 1);
      children.splice(at, 1);
    }
  }
}

export default defineConfig({
  base,
  title: 'onetrace',
  description: 'One W3C trace through every hop of an AI program, written in by its build.',
  lang: 'en',
  // Files keep their names, so that pages open from a folder as well.
  cleanUrls: false,
  lastUpdated: false,
  srcExclude: ['node_modules/**', 'api-report/**'],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => void md.core.ruler.push('repository', withoutLinksOut),
  },
  vite: { publicDir: fileURLToPath(new URL('../images', import.meta.url)) },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    externalLinkIcon: true,
    nav: [
      page('Start', '/start/'),
      page('Concepts', '/concepts'),
      page('Reference', '/reference/init'),
      page('Recipes', '/recipes/'),
    ],
    sidebar: [
      {
        text: 'Start',
        items: [
          page('The first trace', '/start/'),
          page('Node.js', '/start/node'),
          page('Express, tsup', '/start/express'),
          page('Fastify, tsc', '/start/fastify'),
          page('NestJS', '/start/nest'),
          page('Next.js', '/start/next'),
          page('Nuxt', '/start/nuxt'),
          page('Vite, server rendering', '/start/vite'),
          page('Hono, Cloudflare Workers', '/start/hono'),
          page('AWS Lambda', '/start/lambda'),
          page('Bun', '/start/bun'),
        ],
      },
      {
        text: 'Understand',
        items: [
          page('Concepts', '/concepts'),
          page('What is rewritten', '/sites'),
          page('What you could notice', '/notice'),
          page('Security and privacy', '/security'),
          page('HTTP on Node', '/http'),
          page('Queues and boundaries', '/queues'),
          page('Python', '/python'),
          page('Java', '/java'),
          page('Where spans go', '/export'),
          page('Cost', '/cost'),
          page('Models', '/models'),
          page('Agent frameworks', '/agents'),
          page('Scale', '/scale'),
          page('Reliability', '/reliability'),
        ],
      },
      {
        text: 'Use',
        items: [
          page('The explicit API', '/api'),
          page('The viewer', '/viewer'),
          page('Testing', '/testing'),
          page('Troubleshooting', '/troubleshooting'),
        ],
      },
      {
        text: 'Reference',
        items: [
          page('Options of init', '/reference/init'),
          page('Plugins', '/reference/plugins'),
          page('The command', '/reference/command'),
          page('Functions and types', '/reference/functions'),
          page('Spans and attributes', '/reference/spans'),
        ],
      },
      {
        text: 'Migrating',
        items: [
          page('OpenTelemetry', '/migrate/opentelemetry'),
          page('Langfuse', '/migrate/langfuse'),
          page('LangSmith', '/migrate/langsmith'),
          page('Traceloop', '/migrate/traceloop'),
          page('Sentry', '/migrate/sentry'),
          page('@browserstack/ai-sdk', '/migrate/browserstack'),
        ],
      },
      {
        text: 'Recipes',
        items: [
          page('All receivers', '/recipes/'),
          page('Jaeger', '/recipes/jaeger'),
          page('Grafana Tempo', '/recipes/tempo'),
          page('Phoenix', '/recipes/phoenix'),
          page('Langfuse', '/recipes/langfuse'),
          page('Datadog', '/recipes/datadog'),
          page('Honeycomb', '/recipes/honeycomb'),
          page('BrowserStack', '/recipes/browserstack'),
        ],
      },
    ],
  },
});
