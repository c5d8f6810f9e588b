/** `onetrace doctor`: why there are no spans. */
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Arguments } from '../arguments.ts';
import { checkFiles } from '../check.ts';
import { DONE, UNMET } from '../exit-codes.ts';
import { Project } from '../init/project.ts';
import { describeSites } from '../init/sites-text.ts';
import { Misuse } from '../misuse.ts';
import { checkBuild } from './build-output.ts';
import { checkEndpoint } from './endpoint.ts';
import { checkEnvironment, receiverOf } from './environment.ts';
import { type Finding, hint, okay } from './finding.ts';
import { checkPackages } from './packages.ts';
import { checkSetUp } from './set-up.ts';

export async function runDoctor(args: Arguments): Promise<number> {
  if (args.positionals.length > 1) throw new Misuse('onetrace doctor takes one folder');
  const project = new Project(resolve(args.positionals[0] ?? '.'));
  const endpoint = args.text('endpoint');
  const receiver = receiverOf(process.env, endpoint);
  const checked = checkFiles({ paths: [project.folder], include: [], exclude: [] });
  const findings = [
    ...checkPackages(project),
    ...checkSetUp(project),
    checked.sites.length === 0 ? hint(describeSites(checked)) : okay(describeSites(checked)),
    ...checkBuild(project, checked),
    ...checkEnvironment(process.env, endpoint),
    ...(receiver === undefined ? [] : [await checkEndpoint(receiver)]),
  ];
  process.stdout.write(findings.map((it) => `${findingText(it)}\n`).join(''));
  return findings.some(({ level }) => level === 'problem') ? UNMET : DONE;
}

const SIGNS: Readonly<Record<Finding['level'], readonly [sign: string, style: 'green' | 'yellow' | 'red']>> =
  {
    ok: ['✓', 'green'],
    hint: ['•', 'yellow'],
    problem: ['✗', 'red'],
  };

function findingText({ level, text }: Finding): string {
  const [sign, style] = SIGNS[level];
  return `${styleText(style, sign, { stream: process.stdout })} ${text}`;
}
