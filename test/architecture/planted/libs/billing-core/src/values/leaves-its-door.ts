import { core } from '../index.ts'
export const left = core
