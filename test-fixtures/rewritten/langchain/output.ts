import * as $ot from "onetrace/inject"; import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableSequence } from '@langchain/core/runnables';
import { tool } from '@langchain/core/tools';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'gpt-4o' });
const prompt = ChatPromptTemplate.fromTemplate('Tell of {topic}');
export const ask = (text: string) => $ot.langchain("langchain/input.ts:9:38#ask?method=invoke&proven=1&callee=model.invoke", model, "invoke")(text);
export const tell = (topic: string) => $ot.langchain("langchain/input.ts:10:40#tell?method=invoke&proven=1&callee=prompt.pipe(...).pipe(...).invoke", prompt.pipe(model).pipe(new StringOutputParser()), "invoke")({ topic });
const chain = RunnableSequence.from([prompt, model]);
export const stream = async (topic: string) => $ot.langchain("langchain/input.ts:12:48#stream?method=stream&proven=1&callee=chain.stream", chain, "stream")({ topic });
const add = tool(async ({ a, b }) => a + b, { name: 'add' });
export const sum = () => $ot.langchain("langchain/input.ts:14:26#sum?method=invoke&proven=1&callee=add.invoke", add, "invoke")({ a: 1, b: 2 });
export const structured = (text: string) => $ot.langchain("langchain/input.ts:15:45#structured?method=invoke&proven=1&callee=model.bindTools(...).withStructuredOutput(...).invoke", model.bindTools([add]).withStructuredOutput({}), "invoke")(text);
export const embed = (text: string) => $ot.langchain("langchain/input.ts:16:40#embed?method=embedQuery&proven=1&callee=(intermediate value).embedQuery", new OpenAIEmbeddings(), "embedQuery")(text);
export const lambda = (aws) => aws.invoke({ FunctionName: 'f' });
