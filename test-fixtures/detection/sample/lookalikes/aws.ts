import { LambdaClient, InvokeCommand } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
const s3 = new S3Client({});
const sqs = new SQSClient({});
const lambda = new LambdaClient({});
export const go = async (cmd: InvokeCommand) => {
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k' }));
  await sqs.send(new SendMessageCommand({ QueueUrl: 'q', MessageBody: 'converse' }));
//      ^   ~ queue sqs proven
  return lambda.send(cmd);
};
