// The older style: the result goes to a callback.
exports.handler = (_event, _context, callback) => {
  fetch(`${process.env.NEXT}/next`)
    .then((response) => response.text())
    .then(
      (body) => callback(null, { statusCode: 200, body }),
      (error) => callback(error),
    );
};
