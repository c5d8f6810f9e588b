import { router } from './router.js';
router.get('/things', async (req, res) => res.json([]));
//                    ^ handler registered-handler shaped
router.delete('/things/:id', requireAuth, (req, res, next) => next());
//                                        ^ handler registered-handler shaped
