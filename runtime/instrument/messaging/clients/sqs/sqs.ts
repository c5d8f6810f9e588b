/**
 * Amazon SQS and SNS by the AWS SDK v3, and sqs-consumer: a message's carrier is among its attributes, of which
 * there are ten at most. A receiver gets only those that it asks for, so it asks for ours as well; what the
 * program did not ask for it does not see.
 */
import { type Fields, fieldsOf, listOf, textOf } from '../../../../platform/unknown.ts';
import { isFunction } from '../../../boundary/keep.ts';
import type { Helper } from '../../../call/helper.ts';
import type { AsConsumer, CarrierFields, Delivery, MessageCall, Outgoing } from '../../client.ts';
import { hostIn, withArgument } from '../../fields.ts';
import { messaging } from '../../messaging.ts';
import {
  askForCarriers,
  carrierOfMessage,
  hideCarriers,
  noteReceived,
  queueOfMessage,
  withCarrierNames,
  withInput,
} from './received-attributes.ts';

const SYSTEM = 'aws_sqs';

export const sqs: Helper = /* @__PURE__ */ messaging({
  system: SYSTEM,
  isClient: (self) => isFunction(fieldsOf(self).send) && fieldsOf(self).config !== undefined,
  sends: {
    send: (call) => commandSend(call),
    sendMessage: (call) => inputSend(call, 'SendMessage'),
    sendMessageBatch: (call) => inputSend(call, 'SendMessageBatch'),
    publish: (call) => inputSend(call, 'Publish'),
    publishBatch: (call) => inputSend(call, 'PublishBatch'),
  },
  prepares: {
    send: ({ args }) =>
      nameOf(args[0]) === 'ReceiveMessage' ? withArgument(args, 0, askForCarriers(args[0])) : args,
    receiveMessage: ({ args }) => withArgument(args, 0, withCarrierNames(args[0])),
  },
  results: {
    receiveMessage: (result, { args }) => noteReceived(result, args[0]),
  },
  values: { Consumer: consumerOptions },
  each: readSqsMessage,
});

/** `new SendMessageCommand(input)` → `SendMessage`. */
const nameOf = (command: unknown): string =>
  (fieldsOf(command).constructor as { name?: string } | undefined)?.name?.replace(/Command$/, '') ?? '';

function commandSend(call: MessageCall): Outgoing | undefined {
  const [command] = call.args;
  const send = inputSend({ self: call.self, args: [fieldsOf(command).input] }, nameOf(command));
  return (
    send && {
      ...send,
      carry: (fields) => withArgument(call.args, 0, withInput(command as object, send.carry(fields)[0])),
    }
  );
}

/** The lists of entries of batches, by the name of the operation. */
const ENTRIES: Readonly<Record<string, string | undefined>> = {
  SendMessage: undefined,
  Publish: undefined,
  SendMessageBatch: 'Entries',
  PublishBatch: 'PublishBatchRequestEntries',
};

function inputSend({ self, args }: MessageCall, operation: string): Outgoing | undefined {
  if (!Object.hasOwn(ENTRIES, operation)) return undefined;
  const input = fieldsOf(args[0]);
  const list = ENTRIES[operation];
  const entries = list === undefined ? undefined : listOf(input[list]);
  const target = textOf(input.QueueUrl) || textOf(input.TopicArn) || textOf(input.TargetArn);
  return {
    destination: target.split(/[/:]/).at(-1) ?? '',
    host: serviceHost(input, self),
    count: entries?.length,
    carry(fields) {
      const given =
        list === undefined
          ? withAttributes(input, fields)
          : { ...input, [list]: entries?.map((entry) => withAttributes(fieldsOf(entry), fields)) };
      return withArgument(args, 0, given);
    },
  };
}

/** A queue's URL has it; a topic's is the service's own, where the program has not named an endpoint. */
const serviceHost = ({ QueueUrl }: Fields, self: unknown): string | undefined =>
  hostIn(QueueUrl) ?? (fieldsOf(fieldsOf(self).config).isCustomEndpoint ? undefined : 'sns.amazonaws.com');

const MOST_ATTRIBUTES = 10;

/** As many as there is room for: `traceparent` first, then `baggage`. */
function withAttributes(message: Fields, fields: CarrierFields): Fields {
  const own = fieldsOf(message.MessageAttributes);
  if (own.traceparent !== undefined) return message;
  const ordered = fields.toSorted(([a], [b]) => RANK.indexOf(a) - RANK.indexOf(b));
  const room = ordered.slice(0, Math.max(0, MOST_ATTRIBUTES - Object.keys(own).length));
  const added = room.map(([name, value]) => [name, { DataType: 'String', StringValue: value }] as const);
  return added.length === 0
    ? message
    : { ...message, MessageAttributes: { ...own, ...Object.fromEntries(added) } };
}

const RANK = ['traceparent', 'baggage', 'tracestate'];

/** sqs-consumer's options. */
function consumerOptions(options: unknown, consumer: AsConsumer): unknown {
  const { messageAttributeNames, handleMessage, handleMessageBatch, queueUrl } = fieldsOf(options);
  const asked = listOf(messageAttributeNames);
  const read = (messages: readonly unknown[], isBatch: boolean): Delivery => {
    for (const message of messages) hideCarriers(message, asked);
    return {
      destination: textOf(queueUrl).split('/').at(-1) ?? '',
      carriers: messages.map(carrierOfMessage),
      isBatch,
      message: isBatch ? messages : messages[0],
      attributes: isBatch
        ? {}
        : { 'messaging.message.id': textOf(fieldsOf(messages[0]).MessageId) || undefined },
    };
  };
  return {
    ...fieldsOf(options),
    messageAttributeNames: [...asked, ...RANK.filter((name) => !asked.includes(name))],
    ...(isFunction(handleMessage) && {
      handleMessage: consumer(handleMessage, ([message]) => read([message], false)),
    }),
    ...(isFunction(handleMessageBatch) && {
      handleMessageBatch: consumer(handleMessageBatch, ([messages]) => read(listOf(messages), true)),
    }),
  };
}

function readSqsMessage(message: unknown): Delivery | undefined {
  const { MessageId, Body, messageId, eventSourceARN } = fieldsOf(message);
  // As Lambda has it.
  if (typeof eventSourceARN === 'string' && typeof messageId === 'string')
    return {
      destination: eventSourceARN.split(':').at(-1) ?? '',
      carriers: [message],
      message,
      attributes: { 'messaging.message.id': messageId },
    };
  if (typeof MessageId !== 'string' || Body === undefined) return undefined;
  return {
    destination: queueOfMessage(message),
    carriers: [carrierOfMessage(message)],
    message,
    attributes: { 'messaging.message.id': MessageId },
  };
}
