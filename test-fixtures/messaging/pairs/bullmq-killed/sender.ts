export { connect } from '../bullmq/sender.ts';
