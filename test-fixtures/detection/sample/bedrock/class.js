const { BedrockRuntimeClient, InvokeModelWithResponseStreamCommand, ListAsyncInvokesCommand } = require('@aws-sdk/client-bedrock-runtime');

class Titan {
  constructor(client = new BedrockRuntimeClient({})) {
    this.client = client;
  }
  async stream(input) {
    const response = await this.client.send(new InvokeModelWithResponseStreamCommand(input));
//                         ^           ~ llm bedrock proven
    await this.client.send(new ListAsyncInvokesCommand({}));
    return response.body;
  }
}
module.exports = Titan;
