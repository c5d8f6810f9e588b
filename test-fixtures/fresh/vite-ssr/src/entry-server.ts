export async function render(_url: string) {
  const found = await fetch(process.env.DOWNSTREAM!)
  return { html: `<p>${await found.text()}</p>` }
}
