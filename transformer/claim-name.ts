/** Returns a name that occurs nowhere in the text: not as a binding, as a global, nor inside an `eval`. */
export function claimName(name: string, text: string): string {
  for (let tries = 0; ; tries++) {
    const candidate = tries === 0 ? name : `${name}${tries}`;
    if (!text.includes(candidate)) return candidate;
  }
}
