// langgraph-interrupt-tool/program.ts
import { AIMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { Command, END, interrupt, MemorySaver, MessagesAnnotation, START, StateGraph } from "@langchain/langgraph";
import { ToolNode } from "@langchain/langgraph/prebuilt";
import { z } from "zod";
var pay = tool(({ amount }) => `${interrupt(`Pay ${amount}?`)}: paid ${amount}`, { name: "pay", description: "Pays.", schema: z.object({ amount: z.number() }) });
var graph = new StateGraph(MessagesAnnotation).addNode("plan", () => ({ messages: [new AIMessage({ content: "", tool_calls: [{ id: "c1", name: "pay", args: { amount: 5 }, type: "tool_call" }] })] })).addNode("act", new ToolNode([pay])).addEdge(START, "plan").addEdge("plan", "act").addEdge("act", END).compile({ checkpointer: new MemorySaver() });
var config = { configurable: { thread_id: "t" } };
await graph.invoke({ messages: [] }, config);
console.log((await graph.getState(config)).next.join());
var { messages } = await graph.invoke(new Command({ resume: "yes" }), config);
console.log(messages.at(-1)?.content);
