import { absent } from './not-there.ts'
export const found = absent
