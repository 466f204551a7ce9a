// What a retry leaves alone unless it is asked for: lines at which a person looks first.
import { LOOKED_AT_FIRST, looksFirst, nextStep } from '@farthing/simulator'
import type { Writer } from '../persistence/index.ts'
import { openByReason, type QuarantineFilter } from './quarantine-book.ts'

/** Whoever names a reason or events has looked at them. */
export function retriedOf(filter: QuarantineFilter): QuarantineFilter {
  const isAsked = filter.reason !== undefined || filter.events !== undefined
  return isAsked ? filter : { ...filter, except: LOOKED_AT_FIRST }
}

/** Of the lines of a selection that such a retry left: how many, and why. */
export async function leftNotes(writer: Writer, tenant: string, filter: QuarantineFilter): Promise<string[]> {
  if (retriedOf(filter) === filter) return []
  const open = await openByReason(writer, tenant, filter)
  return Object.entries(open)
    .filter(([reason]) => looksFirst(reason))
    .map(([reason, count]) => {
      const lines =
        count === 1 ? '1 line of REASON is left as it was' : `${count} lines of REASON are left as they were`
      return `${lines.replace('REASON', reason)}: ${nextStep(reason)}`
    })
}
