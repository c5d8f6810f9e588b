/** What a door's set-up consists of; each door of this folder plans one. */
import type { Project } from './project.ts';

export interface SetUp {
  /** The tool or framework, as people call it. */
  readonly tool: string;
  /** One line on what happens to the program. */
  readonly how: string;
  /** Packages that the program needs when it runs, beyond `onetrace`. */
  readonly dependencies?: readonly string[];
  readonly devDependencies?: readonly string[];
  /** What a person has to do, because the file was not understood. */
  readonly byHand?: readonly ByHand[];
  /** The program's first file, where `instrumentation` is imported. */
  readonly entry?: string | undefined;
  /** False where the framework loads the instrumentation file, or the set-up writes its own. */
  readonly needsInstrumentation?: boolean;
  /** Commands to run after the install: `ts-patch install`. */
  readonly after?: readonly (readonly string[])[];
}

export interface ByHand {
  readonly file: string;
  readonly reason: string;
  readonly lines: readonly string[];
}

/** undefined where the project does not use the tool. Plans its changes in `project`. */
export type PlanSetUp = (project: Project) => SetUp | undefined;
