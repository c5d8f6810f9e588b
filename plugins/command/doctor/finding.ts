/** What a check of `onetrace doctor` returns. */
export interface Finding {
  /** `problem` keeps spans from arriving; `hint` may. */
  readonly level: 'ok' | 'hint' | 'problem';
  /** What is so; for a problem, also what to do about it. */
  readonly text: string;
}

export const okay = (text: string): Finding => ({ level: 'ok', text });
export const hint = (text: string): Finding => ({ level: 'hint', text });
export const problem = (text: string): Finding => ({ level: 'problem', text });
