module.exports = { handler: (e) => e, helper: 1 }
