#!/usr/bin/env node
'use strict'
"use client";

/** Loads. */
export function load() { return fetch('/x') }
