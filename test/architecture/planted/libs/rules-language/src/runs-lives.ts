import { simulator } from '../../simulator/src/index.ts'
export const lives = simulator
