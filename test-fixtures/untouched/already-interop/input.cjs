"use strict";
const $ot = __importStar(require("onetrace/inject"));
exports.load = () => $ot.fetch("a.ts:1:30#load", fetch)('x');
