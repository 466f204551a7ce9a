import { clone } from '../../testing/src/index.ts'
export const used = clone
