// Until when a contract binds: what `end of term` waits for.
import type { AskedTerm, BindingTerm } from '@farthing/plugin-sdk'
import { agreementsIn } from './deeds.ts'
import { noticeEnd, overOn, runsOn } from './agreements.ts'

/** One that renews is left as if notice were given on the day of asking. */
export const contractTerm: BindingTerm = {
  name: 'contract',
  endsOn(asked: AskedTerm): Temporal.PlainDate | null {
    const running = agreementsIn(asked).find(each => runsOn(each, asked.day))
    if (running === undefined) return null
    return overOn(running) ?? noticeEnd(running, asked.day).on
  }
}
