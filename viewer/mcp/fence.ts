/** Marks recorded text as data. What it holds cannot end the mark. */
export const fenceData = (text: string): string =>
  `<trace-data>\n${text.replace(/<(\/?)(trace-data)/gi, '<$1 $2')}\n</trace-data>`;

/** At most `budget` characters, and how many were left out. */
export const withinBudget = (text: string, budget: number): string =>
  text.length <= budget ? text : `${text.slice(0, budget)}\n… ${text.length - budget} characters more`;
