export { connect } from '../amqplib/sender.ts';
