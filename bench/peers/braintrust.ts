import { initLogger, wrapOpenAI } from 'braintrust';

initLogger({ projectName: 'bench' });
Object.assign(globalThis, { wrapOpenAI });
