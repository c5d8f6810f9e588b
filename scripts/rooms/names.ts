import { HOOKS, MOST_HOMES } from './order.ts';
import type { Check } from './violation.ts';

export interface NamedFunction {
  readonly file: string;
  readonly name: string;
}

/** Names of functions that stand in more files of one package than a search should show. */
export function checkNames(functions: readonly NamedFunction[]): Check {
  const groups = [...Map.groupBy(functions, ({ file, name }) => `${packageOf(file)} ${name}`).values()];
  const shared = groups.filter(
    (group) => homesOf(group).length > MOST_HOMES && !HOOKS.includes(nameIn(group)),
  );
  return {
    name: 'functions',
    looked: functions.length,
    violations: shared.map((group) => ({
      file: homesOf(group)[0] as string,
      rule: `a function's name in at most ${MOST_HOMES} files`,
      detail: `${nameIn(group)} is in ${homesOf(group).join(', ')}`,
    })),
  };
}

const packageOf = (file: string): string => file.slice(0, file.indexOf('/'));
const homesOf = (group: readonly NamedFunction[]): string[] => [...new Set(group.map(({ file }) => file))];
const nameIn = (group: readonly NamedFunction[]): string => group[0]?.name ?? '';
