import { GET } from './circular.mjs'
export const other = () => { try { return typeof GET } catch (e) { return e.name } }
export const early = other()
