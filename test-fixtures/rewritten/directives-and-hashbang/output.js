#!/usr/bin/env node
'use strict'
"use client";

/** Loads. */
import * as $ot from "onetrace/inject"; export function load() { return $ot.fetch("directives-and-hashbang/input.js:6:33#load", fetch)('/x') }
