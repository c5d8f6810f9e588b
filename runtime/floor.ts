/** `import 'onetrace/floor'`, or `node --import onetrace/floor`: see instrument/floor. Rewritten code brings it along. */
import { startFloor } from './instrument/floor/floor.ts';

startFloor();
