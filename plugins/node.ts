/** The door for Node itself: `node --import @onetrace/plugins/node app.ts`. */
import { register } from './register.ts';

register();
