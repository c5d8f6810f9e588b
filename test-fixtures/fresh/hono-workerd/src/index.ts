import { Hono } from 'hono'

const app = new Hono<{ Bindings: { DOWNSTREAM: string } }>()

app.get('/ask', async (c) => {
  const found = await fetch(c.env.DOWNSTREAM)
  return c.json({ answer: await found.text() })
})

export default app
