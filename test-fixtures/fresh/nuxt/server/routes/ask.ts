export default defineEventHandler(async () => {
  const found = await fetch(process.env.DOWNSTREAM!)
  return { answer: await found.text() }
})
