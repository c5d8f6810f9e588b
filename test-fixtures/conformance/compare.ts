/** One order, performed by each writer; equal after one common printer. */
import { planEdits } from '../../transformer/transform.ts';
import type { EditPlan } from '../../transformer/writers/edit-plan.ts';
import { writeText } from '../../transformer/writers/text/text-writer.ts';

export interface Input {
  readonly file: string;
  readonly text: string;
  readonly order: EditPlan;
  /** What the text writer made of it. */
  readonly written: string;
}

export interface Compared {
  /** What the tree writer made. */
  readonly tree: string;
  /** What the text writer made, through the same printer. */
  readonly text: string;
  /** Edits that the tree writer did not perform. */
  readonly refused: number;
}

export type Printer = (input: Input) => Compared;

/** undefined where the file has nothing to do. */
export function inputOf(file: string, text: string, stress: boolean): Input | undefined {
  const { editPlan: order } = planEdits(text, file, { stress });
  return order && { file, text, order, written: writeText(text, file, order).code };
}

/** Printers keep the author's line breaks where they know them: those of made nodes they do not. */
export const oneSpaced = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/ ?([^\w$]) ?/g, '$1')
    .trim();
