import { Command } from 'commander';
import Anthropic from '@anthropic-ai/sdk';
import * as readline from 'node:readline/promises';

const program = new Command();

program.command('chat').action(async () => {
  const anthropic = new Anthropic();
  const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
  const messages: Anthropic.Messages.MessageParam[] = [];
  for (;;) {
    messages.push({ role: 'user', content: await rl.question('> ') });
    const stream = anthropic.messages.stream({ model: 'm', max_tokens: 1024, messages });
//                 ^                  ~ llm anthropic proven
    stream.on('text', (text) => process.stdout.write(text));
    const { content, role } = await stream.finalMessage();
    messages.push({ role, content });
  }
});

program.parse();
