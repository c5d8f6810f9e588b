import { vi } from 'vitest';
const create = vi.fn();
const fake = { chat: { completions: { create: async (body: unknown) => body } }, messages: { create } };
export const a = () => fake.chat.completions.create({ model: 'm', messages: [] });
class FakeLlm {
  responses = { create: async (body: object) => body };
}
export const b = () => new FakeLlm().responses.create({ model: 'm', input: 'x' });
