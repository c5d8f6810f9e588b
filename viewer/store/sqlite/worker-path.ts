/** A worker's file beside `from`: as it is built, or from source. */
export const workerPath = (name: string, from: string): URL =>
  new URL(`./${name}${/\.\w+$/.exec(from)?.[0] ?? '.js'}`, from);
