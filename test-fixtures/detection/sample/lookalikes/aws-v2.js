const AWS = require('aws-sdk');
const lambda = new AWS.Lambda();
exports.run = (payload) => lambda.invoke({ FunctionName: 'f', Payload: payload }).promise();
exports.sqs = (sqs) => sqs.sendMessage({ QueueUrl: 'q', MessageBody: 'x' }).promise();
