// Names of a CommonJS module are imported.
import { GET, helper, version } from './_lexer.cjs'
console.log(typeof GET, helper(), version)
