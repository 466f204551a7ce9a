// Over what time a cap counts.
import { MOST_CAP_DAYS } from '@farthing/plugin-sdk'
import type { PeriodLength, UsageCap } from '@farthing/plugin-sdk'

type CapTime = { readonly ok: true; readonly per: UsageCap['per'] } | { readonly ok: false; readonly message: string }

const ABOUT_A_MONTH = 30

/** `days`: as written; left out for a cycle. */
export function capTime(days: PeriodLength | undefined): CapTime {
  if (days === undefined) return { ok: true, per: 'cycle' }
  const { count, unit } = days
  if (unit === 'month') {
    const instead = `per ${Math.min(count * ABOUT_A_MONTH, MOST_CAP_DAYS)} days, or in the billing cycle, per cycle`
    return { ok: false, message: `months are not all as long: a cap counts over whole days, ${instead}` }
  }
  const whole = unit === 'week' ? count * 7 : count
  return whole > MOST_CAP_DAYS
    ? { ok: false, message: `a cap counts over at most ${MOST_CAP_DAYS} days: per ${MOST_CAP_DAYS} days` }
    : { ok: true, per: { days: whole } }
}
