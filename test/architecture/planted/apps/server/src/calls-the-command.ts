import { command } from '../../cli/src/index.ts'
export const called = command
