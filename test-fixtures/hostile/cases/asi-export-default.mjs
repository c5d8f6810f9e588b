export default (request) => {
  return 1
}
/x/g.test('x') && console.log('re')
