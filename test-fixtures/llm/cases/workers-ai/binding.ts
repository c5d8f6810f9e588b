/** The binding as Workers have it, here with its wire format behind it: events as bytes. */
export class Ai {
  async run(model: string, inputs: Record<string, unknown>): Promise<unknown> {
    if (model.includes('bge')) return { shape: [1, 2], data: [[0.1, 0.2]] };
    if (model.includes('flux')) return { image: 'AAAA' };
    if (model.includes('broken')) throw Object.assign(new Error('5007: No such model my secret'), { name: 'AiError' });
    if (inputs.stream === true) {
      const lines = ['data: {"response":"Os"}\n\nda', 'ta: {"response":"lo"}\n\n', 'data: {"response":"","usage":{"prompt_tokens":9,"completion_tokens":3}}\n\ndata: [DONE]\n\n'];
      return ReadableStream.from(lines.map((it) => new TextEncoder().encode(it)));
    }
    return { response: 'Oslo', tool_calls: [{ name: 'weather', arguments: { city: 'Oslo' } }], usage: { prompt_tokens: 8, completion_tokens: 4, total_tokens: 12 } };
  }
  toMarkdown(): void {}
}
