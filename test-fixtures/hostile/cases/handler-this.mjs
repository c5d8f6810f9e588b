export const handler = function (event, context, callback) { callback(null, [this === undefined, arguments.length, handler.length]) }
handler({}, {}, (e, r) => console.log(r.join()))
