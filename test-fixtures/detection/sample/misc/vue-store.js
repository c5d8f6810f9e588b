import { defineStore } from 'pinia';
import Anthropic from '@anthropic-ai/sdk';

export const useChat = defineStore('chat', {
  state: () => ({ client: new Anthropic({ dangerouslyAllowBrowser: true }), history: [] }),
  actions: {
    async send(content) {
      this.history.push({ role: 'user', content });
      const reply = await this.client.messages.create({ model: 'm', max_tokens: 9, messages: this.history });
//                        ^                    ~ llm anthropic shaped
      this.history.push(reply);
    },
  },
});
