// A comment says module, require and exports.
// The entry module of a little program in an ES package: no import, no export.
fetch('data:text/plain,x').then((r) => console.log(r.status))
