import type { Rule } from '../../detect/rule.ts';
import { queueRule } from './queue-rule.ts';

/** A proxy is injected, and known by its type; a microservice is made by Nest's factory, or of an application. */
export const nestMicroservices: Rule = queueRule({
  name: 'nest-microservices',
  helper: 'nestMessages',
  modules: ['@nestjs/microservices', '@nestjs/core'],
  hints: ['[\'"]@nestjs/microservices[\'"]', '\\b(?:create|connect)Microservice\\b'],
  methods: {
    emit: { shape: 'named' },
    send: { shape: 'named' },
    'NestFactory.createMicroservice': {},
    connectMicroservice: { shape: 'distinct' },
  },
  instances: [
    'ClientProxy',
    'ClientKafka',
    'ClientRMQ',
    'ClientRedis',
    'ClientNats',
    'ClientMqtt',
    'ClientTCP',
    'NestFactory',
  ],
  makes: true,
  imported: true,
  named: /(?:client|proxy|clientproxy)$/i,
});
