import type { Question } from './pipeline.ts';

const QUESTIONS = [
  'When will my refund be paid?',
  'My parcel is lost, what happens now?',
  'Can my order be changed?',
  'When does support answer?',
];

/** Each of another session; users have several. */
export const questions = (count: number): Question[] =>
  Array.from({ length: count }, (_, index) => ({
    question: QUESTIONS[index % QUESTIONS.length] as string,
    session: `session-${index + 1}`,
    user: `user-${(index % 7) + 1}`,
  }));
