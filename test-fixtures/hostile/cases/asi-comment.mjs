export const PUT = () => { } // a comment (
// [another
/* more */ (function () { console.log('iife', PUT.length) })()
