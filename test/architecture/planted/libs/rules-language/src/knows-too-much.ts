import { core } from '../../billing-core/src/index.ts'
export const known = core
