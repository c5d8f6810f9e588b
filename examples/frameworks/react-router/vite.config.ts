import { onetrace } from '@onetrace/plugins/vite';
import { reactRouter } from '@react-router/dev/vite';

export default { plugins: [onetrace(), reactRouter()] };
