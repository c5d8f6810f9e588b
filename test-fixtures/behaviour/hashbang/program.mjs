#!/usr/bin/env node
'use strict'
// The first statement keeps its line, and strict mode.
import { readFileSync } from 'node:fs'
const strict = (function () { return this === undefined })()
console.log(strict, readFileSync(new URL(import.meta.url)).length > 0)
const line = () => { 'use trace'; return /:(\d+):\d+/.exec(new Error('x').stack.split('\n')[1])[1] }
console.log(line())
