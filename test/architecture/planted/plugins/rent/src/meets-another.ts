import { plugin } from '../../bonds/src/index.ts'
export const met = plugin
