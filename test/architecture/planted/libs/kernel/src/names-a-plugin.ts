import { plugin } from '../../../plugins/rent/src/index.ts'
export const named = plugin
