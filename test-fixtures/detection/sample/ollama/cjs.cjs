const { default: ollama } = require('ollama');
const { Ollama } = require('ollama');

class Local {
  constructor(host) {
    this.host = host;
    this.ollama = host ? new Ollama({ host }) : ollama;
  }
  async chat(messages) {
    for await (const part of await this.ollama.chat({ model: 'm', messages, stream: true })) console.log(part);
//                                 ^           ~ llm ollama proven
  }
}
module.exports = { Local, ask: (prompt) => ollama.generate({ model: 'm', prompt }) };
//                                         ^      ~ llm ollama proven
