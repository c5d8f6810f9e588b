/**
 * Optional chains whose links had to move out of a helper's argument:
 * `a?.b.create(x)` becomes `$ot.chain($ot.nil(a) ? void 0 : $ot.openai(site, $ot.slot.v.b, "create")(x))`.
 * No code of the author's runs between the write in `nil` and the read, so one slot serves everybody.
 */
export const slot: { v: unknown } = { v: undefined };

/** Keeps the object of an optional link; true where it ends the chain. */
export const nil = (object: unknown): boolean => {
  slot.v = object;
  return object == null;
};

/** Stands for parentheses, which at the start of a statement would continue the line before it. */
export const chain = <T>(value: T): T => value;
