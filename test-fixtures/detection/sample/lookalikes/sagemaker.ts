import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { BedrockAgentRuntimeClient, RetrieveCommand } from '@aws-sdk/client-bedrock-agent-runtime';
const client = new SageMakerRuntimeClient({});
const agent = new BedrockAgentRuntimeClient({});
export const go = () => [client.send(new InvokeEndpointCommand({ EndpointName: 'e', Body: '' })), agent.send(new RetrieveCommand({} as never))];
//                                                                                                ^     ~ llm retrieval proven
