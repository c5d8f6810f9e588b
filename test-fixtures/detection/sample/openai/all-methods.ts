import OpenAI from 'openai';
const openai = new OpenAI();

export async function everything(body: any, id: string) {
  await openai.responses.retrieve(id);
//      ^                ~ llm openai proven
  await openai.responses.compact(body);
//      ^                ~ llm openai proven
  openai.chat.completions.runTools(body);
//^                       ~ llm openai proven
  openai.chat.completions.stream(body);
//^                       ~ llm openai proven
  await openai.beta.chat.completions.parse(body);
//      ^                            ~ llm openai proven
  await openai.audio.translations.create(body);
//      ^                         ~ llm openai proven
  await openai.images.createVariation(body);
//      ^             ~ llm openai proven
  await openai.models.list();
  await openai.files.create({ file: body, purpose: 'fine-tune' });
  await openai.fineTuning.jobs.create({ model: 'm', training_file: id });
  await openai.beta.threads.messages.create(id, { role: 'user', content: 'x' });
  await openai.beta.assistants.create({ model: 'gpt-4o' });
  await openai.vectorStores.create({ name: 'x' });
  await openai.batches.create(body);
  await openai.responses.cancel(id);
  await openai.chat.completions.list();
}
