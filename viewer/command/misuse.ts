/** What a person typed makes no sense; the message says what to type. */
export class WrongUse extends Error {}

export function numberOption(value: string | undefined, option: string, normal: number): number {
  if (value === undefined) return normal;
  const number = Number(value);
  if (value === '' || !Number.isFinite(number) || number < 0)
    throw new WrongUse(`${option} takes a number, not "${value}"`);
  return number;
}
