// Over how many whole days a cap or an allowance counts.
import { MOST_CAP_DAYS } from '@farthing/plugin-sdk'
import type { PeriodLength } from '@farthing/plugin-sdk'

type WholeDays = { readonly ok: true; readonly days: number } | { readonly ok: false; readonly message: string }

const ABOUT_A_MONTH = 30

/** `what`: 'a cap'. `cycle`: how one of the billing cycle is written, 'per cycle'. */
export function wholeDays({ count, unit }: PeriodLength, what: string, cycle: string): WholeDays {
  if (unit === 'month') {
    const instead = `per ${Math.min(count * ABOUT_A_MONTH, MOST_CAP_DAYS)} days, or in the billing cycle, ${cycle}`
    return { ok: false, message: `months are not all as long: ${what} counts over whole days, ${instead}` }
  }
  const days = unit === 'week' ? count * 7 : count
  return days > MOST_CAP_DAYS
    ? { ok: false, message: `${what} counts over at most ${MOST_CAP_DAYS} days: per ${MOST_CAP_DAYS} days` }
    : { ok: true, days }
}
