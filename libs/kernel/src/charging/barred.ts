// What is barred is neither opened nor charged at once. What a request does not say, such as where somebody roams, is left to the network.
import type { Dialling } from '@farthing/rules-language'
import type { Bar } from '../services/index.ts'

export interface AskedUse {
  readonly service: string
  /** E.164 digits; '' when there is none. */
  readonly called: string
  /** The identity of who asks. */
  readonly identity: string
  /** In the account's zone, such as 2026-03-01. */
  readonly day: string
}

/** The first of a subscription's bars that the use would break. */
export function barOn(bars: readonly Bar[], use: AskedUse, dialling: Dialling | null): Bar | undefined {
  return bars.find(({ since, until, what }) => {
    if (use.day < since || (until !== null && use.day >= until)) return false
    return (
      what === use.service ||
      (what === 'outgoing' && goesOut(use)) ||
      (what === 'international' && goesAbroad(use, dialling))
    )
  })
}

/** A session of who is called says the own number as called. */
function goesOut({ called, identity }: AskedUse): boolean {
  return called !== '' && `+${called}` !== identity
}

/** Without dialling rules nobody knows what is abroad. */
function goesAbroad(use: AskedUse, dialling: Dialling | null): boolean {
  return dialling !== null && goesOut(use) && !use.called.startsWith(dialling.country)
}
