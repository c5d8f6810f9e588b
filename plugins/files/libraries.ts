/** Which packages a library keeps its calls of models in: named by the library, `onetrace({ libraries: ['genkit'] })`. */

const ADAPTERS: Readonly<Record<string, readonly string[]>> = {
  '@openai/agents': ['@openai/agents*'],
  '@mastra/core': ['@mastra/*'],
  '@voltagent/core': ['@voltagent/*'],
  '@tanstack/ai': ['@tanstack/ai*', '@tanstack/openai-base'],
  '@langchain/core': ['@langchain/*', 'langchain'],
  genkit: ['genkit', '@genkit-ai/*', 'genkitx-*'],
  llamaindex: ['llamaindex', '@llamaindex/*'],
  langchain: ['@langchain/*', 'langchain'],
  ai: ['ai', '@ai-sdk/*'],
};

/** As patterns of files: the library's own, and its adapters'. */
export function libraryPatterns(library: string): readonly string[] {
  const packages = Object.hasOwn(ADAPTERS, library) ? (ADAPTERS[library] as readonly string[]) : [library];
  return packages.map((it) => `**/node_modules/${it}/**`);
}
