import { AIMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { Observe } from 'onetrace';
import { z } from 'zod';

// Nodes are steps, a graph in a graph is a workflow in a step, and what a node or a tool does itself is below it.
const pay = tool(({ amount }) => Observe.withTrace('bank', {}, () => `paid ${amount}`), { name: 'pay', description: 'Pays.', schema: z.object({ amount: z.number() }) });
const inner = new StateGraph(MessagesAnnotation)
  .addNode('check', () => Observe.withTrace('look', {}, () => ({ messages: [new AIMessage('fine')] })))
  .addEdge(START, 'check').addEdge('check', END).compile();
const graph = new StateGraph(MessagesAnnotation)
  .addNode('plan', () => ({ messages: [new AIMessage({ content: '', tool_calls: [{ id: 'c1', name: 'pay', args: { amount: 5 }, type: 'tool_call' }] })] }))
  .addNode('act', new ToolNode([pay]))
  .addNode('review', inner)
  .addNode('fail', () => {
    throw new TypeError('no');
  })
  .addEdge(START, 'plan').addEdge('plan', 'act').addEdge('act', 'review')
  .addConditionalEdges('review', ({ messages }) => (messages[0]?.content === 'fail' ? 'fail' : END), ['fail', END]).addEdge('fail', END).compile();
const { messages } = await graph.invoke({ messages: [] });
console.log(messages.map(({ content }) => content).join('|'));
console.log(await graph.invoke({ messages: [{ role: 'user', content: 'fail' }] }).then(() => 'ok', (error: Error) => error.message));
