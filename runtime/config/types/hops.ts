/** How a trace goes on from hop to hop. */

/** A message that a consumer was given. */
export interface ConsumedMessage {
  /** `messaging.system`: `rabbitmq`, `kafka`, `aws_sqs`, `bullmq`, … */
  readonly system: string;
  /** `messaging.destination.name`. */
  readonly destination: string;
  /** What the client hands to its consumer: a job, a message with its headers. */
  readonly message: unknown;
}

export type MessageChoice = 'continue' | 'link';
export type MessagePolicy = MessageChoice | ((message: ConsumedMessage) => MessageChoice);

/** A probability, 0 to 1, or a function of the request, as `IncomingPolicy` is given it. */
export type IncomingSampleRate = number | ((request: unknown) => number);

export type IncomingChoice = 'trust' | 'ids' | 'link';
/** A function is given the request as its framework has it: Node's, or a web `Request`. */
export type IncomingPolicy = IncomingChoice | ((request: unknown) => IncomingChoice);
