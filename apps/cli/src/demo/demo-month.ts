// When the demo happens: a month of usage, and the month in which every bill day bills it.
import { date } from '@farthing/billing-core'

export const DEMO_SEED = 20_260_901
export const DEMO_ZONE = 'Australia/Melbourne'
/** The operator opens for business and the usage begins; half-open with DEMO_UNTIL. */
export const DEMO_FROM = date('2026-09-01')
export const DEMO_UNTIL = date('2026-10-01')
/** Bill runs: each day of October, so that all 31 bill days have a date of their own. */
export const DEMO_BILLS_FROM = date('2026-10-01')
export const DEMO_BILLS_UNTIL = date('2026-11-01')
export const DEMO_DAYS = 30
