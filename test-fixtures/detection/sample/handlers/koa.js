import Router from '@koa/router';
import Koa from 'koa';
const app = new Koa();
const router = new Router();
router.get('/x/:id', async (ctx) => {
//                   ^ handler registered-handler proven
  ctx.body = await fetch(`https://x/${ctx.params.id}`).then((r) => r.json());
//                 ^ fetch fetch proven
});
app.use(router.routes());
