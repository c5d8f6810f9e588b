import { createRouter, defineEventHandler, eventHandler, readBody } from 'h3';

export const router = createRouter();
router.post('/ask', defineEventHandler(async (event) => readBody(event)));
// 40 handler event-handler proven
router.use('/log', eventHandler(log));
// 33 handler event-handler proven
function log() {}
