import { answer, POST } from './program.ts';
const early = POST({ model: 'early' });
let tdz = '';
try { answer('x'); } catch (error) { tdz = (error as Error).message; }
export const fromB = async () => { 'use trace'; return `${await early} | ${tdz}`; };
