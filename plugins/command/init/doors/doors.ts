/** Which doors a project needs. */
import type { Project } from '../project.ts';
import type { SetUp } from '../set-up.ts';
import { bunDoor } from './bun.ts';
import { bundlerDoors } from './bundlers.ts';
import { esbuildDoor } from './esbuild.ts';
import { nestDoor } from './nest.ts';
import { nextDoor } from './next.ts';
import { nodeDoor } from './node.ts';
import { typescriptDoor } from './typescript.ts';
import { workersDoor } from './workers.ts';

/** Plans the set-up of every tool that builds or runs the program. */
export function planDoors(project: Project): SetUp[] {
  // These frameworks decide on the build themselves.
  const framework = nextDoor(project) ?? nestDoor(project);
  if (framework !== undefined) return [framework];
  const bundlers = [workersDoor, ...bundlerDoors].flatMap((plan) => plan(project) ?? []);
  const builds =
    bundlers.length > 0 ? bundlers : [esbuildDoor(project) ?? typescriptDoor(project) ?? []].flat();
  // A server beside a bundled page runs from its sources.
  const runs = builds.some(({ needsInstrumentation }) => needsInstrumentation !== false)
    ? []
    : [bunDoor(project) ?? nodeDoor(project) ?? []].flat();
  return [...builds, ...runs];
}
