/**
 * Where rewritten optional chains keep the object of a link between its null check and its next read:
 * `a?.b.create(x)` becomes `(($ot.slot.v = a) == null ? void 0 : $ot.openai(site, $ot.slot.v.b, "create")(x))`.
 * No code of the author's runs between the write and the read, so one slot serves everybody.
 */
export const slot: { v: unknown } = { v: undefined };
