const a = 1; function handler(event, context) { return 1 } const GET = (r) => r; class ALL {}
module.exports = { handler, GET, ALL, a, 'b': a, POST: GET, last: a }
