export interface Violation {
  readonly file: string;
  readonly rule: string;
  readonly detail: string;
}

/** What one check found, and at how many things it looked: none is no clean house but a blind check. */
export interface Check {
  readonly name: string;
  readonly looked: number;
  readonly violations: readonly Violation[];
}
