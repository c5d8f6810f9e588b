import { onetrace } from '@onetrace/plugins/vite';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';

export default { plugins: [onetrace(), sveltekit({ adapter: adapter() })] };
