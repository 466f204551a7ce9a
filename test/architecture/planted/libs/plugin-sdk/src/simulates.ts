import { simulator } from '../../simulator/src/index.ts'
export const simulated = simulator
