import { Query } from '@tanstack/react-query';
import { emitter, handle, server, use } from './own';

// None of these is given to a framework.
use(() => {});
handle('ask', async () => {});
server.onError((error) => error);
emitter.on('message', (data) => data);
new Query({ resolvers: {}, schema: {} });
export const query = server.query(({ input }) => input);
export const main = async (name: string, options: object) => name;
