import fs from 'node:fs/promises'
import express from 'express'

const template = await fs.readFile('./dist/client/index.html', 'utf-8')
const app = express()

app.use('*all', async (req, res) => {
  const { render } = await import('./dist/server/entry-server.js')
  const rendered = await render(req.originalUrl)
  res.status(200).set({ 'Content-Type': 'text/html' }).send(template.replace('<!--app-html-->', rendered.html))
})

app.listen(process.env.PORT || 5173)
