const work = () => fetch('/w')
const text = await new Blob(['(', work, ')()']).text()
console.log(text)
