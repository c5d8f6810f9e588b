export const GET = async () => {}
`${console.log('t')}`
console.log(GET.name)
