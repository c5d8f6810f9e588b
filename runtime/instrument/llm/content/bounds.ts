/**
 * Bounds on what a server sends. An answer is input: an index, a count, a name, a length or a depth of it may
 * be anything, and must cost neither time nor memory beyond these.
 */
import { listOf, textOf } from '../../../platform/unknown.ts';

/** Choices of one answer; OpenAI gives at most 128. */
const MOST_CHOICES = 1_024;
/** Parts of one message, items of one list. */
export const MOST_PARTS = 1_024;
/** Characters of an id, a model's name, a reason. */
const LONGEST_NAME = 512;
/** Characters of one piece of content; the exporter keeps far fewer. */
export const LONGEST_TEXT = 262_144;

/** A count of tokens: a whole number that can be one. */
export const countOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** The place of a choice; undefined for one that no answer has. */
export function choiceIndex(value: unknown, otherwise = 0): number | undefined {
  if (typeof value !== 'number') return otherwise < MOST_CHOICES ? otherwise : undefined;
  return Number.isInteger(value) && value >= 0 && value < MOST_CHOICES ? value : undefined;
}

/** A name that a server gives; '' for anything else. */
export const nameOf = (value: unknown): string => shortened(textOf(value), LONGEST_NAME);

/** As much of a list as a span can show. */
export function someOf(value: unknown): readonly unknown[] {
  const list = listOf(value);
  return list.length > MOST_PARTS ? list.slice(0, MOST_PARTS) : list;
}

/** Never between the halves of a surrogate pair. */
export const shortened = (text: string, longest: number): string =>
  text.length > longest ? text.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : text;
