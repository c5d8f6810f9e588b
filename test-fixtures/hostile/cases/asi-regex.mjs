// No semicolon ends a wrapped handler, and a regular expression stands below.
export const PATCH = (req) => {
}
/a/.test('a') && console.log('regex')
