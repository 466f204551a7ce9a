export { daysOf30 } from './days-of-30.ts'
export { PRORATION_MODES, type Prorated, type ProrationBasis, type ProrationMode, prorate } from './prorate.ts'
