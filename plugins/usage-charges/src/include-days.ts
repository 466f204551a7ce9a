// Over how many days an allowance counts, and what does not go together with that.
import type { Diagnostic, LowerContext, Match, PeriodLength, StatementErrors } from '@farthing/plugin-sdk'
import { faultOfDays } from './running-out.ts'
import { surfPlan } from './surf-plan.ts'
import { wholeDays } from './whole-days.ts'

export const includeErrors = {
  R0630: {
    title: 'No days over which an allowance counts',
    advice:
      'Write from 1 to 92 whole days: per day, per 7 days. What begins anew with each bill is written without per.',
    meaning:
      'An allowance by days looks back from the day of each use over so many days. Months are not all as long, so that nobody could say which days count; and what was covered is kept for a quarter of a year.',
    wrong: surfPlan('include 10 GB of data per month'),
    right: surfPlan('include 10 GB of data per 30 days')
  },
  R0631: {
    title: 'A clause that does not go with days',
    advice: 'Leave the clause out, or include it in each cycle, without per.',
    meaning:
      'What is included by days is there again day after day: nothing of it is left over that could roll over or last longer, and no part of a cycle has less of it. Without limit there is nothing to count.',
    wrong: surfPlan('include 1 GB of data per day, roll over 1 cycle'),
    right: surfPlan('include 1 GB of data per day')
  }
} satisfies StatementErrors

type FoundDays =
  | { readonly ok: true; readonly days: number | null }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

interface Clauses extends Pick<Match, 'source' | 'has'> {
  readonly slots: {
    readonly service?: string | undefined
    readonly everything?: string | undefined
    readonly days?: PeriodLength | undefined
    readonly cycles?: number | undefined
    readonly life?: PeriodLength | undefined
  }
  slotSpan(slot: 'days'): ReturnType<Match['slotSpan']>
}

/** Null: it counts by cycle. */
export function daysOf(match: Clauses, context: LowerContext): FoundDays {
  const { days: written } = match.slots
  if (written === undefined) return { ok: true, days: null }
  const refused = (message: string, code?: keyof typeof includeErrors): FoundDays => {
    return {
      ok: false,
      diagnostics: [context.error(match, match.slotSpan('days'), message, code === undefined ? {} : { code })]
    }
  }
  const whole = wholeDays(written, 'an allowance', 'without per')
  if (!whole.ok) return refused(whole.message, 'R0630')
  const clash = clashOf(match)
  if (clash !== null) return refused(clash, 'R0631')
  const waits = faultOfDays(match.slots.service ?? '', context)
  return waits === null ? whole : refused(waits)
}

function clashOf(match: Clauses): string | null {
  if (match.slots.everything !== undefined) return 'without limit there is nothing to count by days: leave per ... out'
  if (match.has('prorated by day'))
    return 'a day has all of it, however much of the cycle the plan holds: leave prorated by day out'
  if (match.slots.cycles !== undefined) return 'nothing of it is left over at the end of a cycle that could roll over'
  if (match.slots.life !== undefined) return 'it is there on every day of the plan: leave expires after out'
  return null
}
