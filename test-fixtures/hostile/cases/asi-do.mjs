let n = 0, handler
do handler = async () => { n++ }
while (n > 5)
if (n) handler = () => {}
else console.log('else', typeof handler)
export { handler }
