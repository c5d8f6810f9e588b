import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableSequence } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'gpt-4o' });
const prompt = ChatPromptTemplate.fromTemplate('Tell of {topic}');
export const ask = (text: string) => model.invoke(text);
export const tell = (topic: string) => prompt.pipe(model).pipe(new StringOutputParser()).invoke({ topic });
const chain = RunnableSequence.from([prompt, model]);
export const stream = async (topic: string) => chain.stream({ topic });
const add = tool(async ({ a, b }) => a + b, { name: 'add' });
export const sum = () => add.invoke({ a: 1, b: 2 });
export const structured = (text: string) => model.bindTools([add]).withStructuredOutput({}).invoke(text);
export const embed = (text: string) => new OpenAIEmbeddings().embedQuery(text);
export const lambda = (aws) => aws.invoke({ FunctionName: 'f' });
