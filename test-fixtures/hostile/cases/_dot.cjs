exports.handler = async () => 1
exports.GET = exports.handler
