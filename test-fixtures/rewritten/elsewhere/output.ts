import * as $ot from "onetrace/inject"; import chain, { agent } from './agents.js';

export const ask = (question: string) => $ot.langchain("elsewhere/input.ts:3:42#ask?method=invoke&callee=chain.invoke", chain, "invoke")({ question });
export const tell = (prompt: string) => $ot.agent("elsewhere/input.ts:4:41#tell?method=generate&callee=agent%3F.generate", agent, "generate", 3)?.({ prompt });
export async function* walk(this: { graph: { stream(input: object): AsyncIterable<unknown> } }, input: object) {
  for await (const step of $ot.langchain("elsewhere/input.ts:6:28#walk?method=stream&callee=this.graph.stream", this.graph, "stream")(input)) yield step;
}
