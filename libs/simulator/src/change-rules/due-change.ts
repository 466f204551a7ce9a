// When does a change take effect? What was asked for, no sooner than the rules let it.
import { type ChangeRequest, type ChangeTime, nextCycle } from '@farthing/billing-core'
import { compareDates, laterDate, type RuleRef, sameDate } from '@farthing/billing-core/values'
import { type AskedChange, askPlugin, contributorOf, PluginFault, termEnd } from '@farthing/plugin-sdk'
import type { StandingWorld } from '../conditions/index.ts'
import { heldStatementsOn } from './held-statements.ts'
import { asLeft } from './plan-left.ts'
import { pluginVerdicts } from './plugin-verdicts.ts'

/** A time, a day, or neither: then the rules say, and where they do not, at once. */
export type SaidTime = ChangeTime | Temporal.PlainDate | null

export type DueChange =
  | {
      readonly ok: true
      readonly effective: Temporal.PlainDate
      /** What to keep of it: null where the day itself was named, or nothing was waited for. */
      readonly request: ChangeRequest | null
    }
  | { readonly ok: false; readonly reason: string; readonly rule: RuleRef | null }

/** `world.today` is the day on which it is asked for. A plugin that fails has not agreed. */
export function dueChange(change: AskedChange, said: SaidTime, world: StandingWorld): DueChange {
  try {
    return due(change, said, world)
  } catch (fault) {
    if (fault instanceof PluginFault) return { ok: false, reason: fault.message, rule: fault.rules[0] ?? null }
    throw fault
  }
}

interface Earliest {
  readonly on: Temporal.PlainDate
  readonly when: ChangeTime
  readonly rule: RuleRef
}

function due(change: AskedChange, said: SaidTime, standing: StandingWorld): DueChange {
  const { today: asked } = standing
  const isOfToday = said === null || said === 'now' || (typeof said !== 'string' && sameDate(said, asked))
  const worlds = isOfToday ? asLeft(change, standing) : [standing]
  const earliest = latest(worlds.flatMap(world => earliestByRules(change, world)))
  const effective = said === null ? (earliest?.on ?? asked) : typeof said === 'string' ? dayOf(said, standing) : said
  if (effective === null) {
    const reason = `there is no term whose end could be waited for: nothing binds on ${asked}`
    return { ok: false, reason, rule: null }
  }
  if (earliest !== undefined && compareDates(effective, earliest.on) < 0) {
    const reason = `asked for on ${asked}, this is possible ${WORDS[earliest.when]}, on ${earliest.on}, and not on ${effective}`
    return { ok: false, reason, rule: earliest.rule }
  }
  const when = said === null ? earliest?.when : said
  const isWaited = typeof when === 'string' && when !== 'now'
  return { ok: true, effective, request: isWaited ? { asked, when } : null }
}

const WORDS: Readonly<Record<ChangeTime, string>> = {
  now: 'at once',
  'next-cycle': 'at the next cycle',
  'end-of-term': 'at the end of the term'
}

/** Of each table that has a say. Where nothing binds, the end of the term is now. */
function earliestByRules(change: AskedChange, world: StandingWorld): Earliest[] {
  return pluginVerdicts(change, world).flatMap((verdict): Earliest[] => {
    if (!verdict.allowed || verdict.when === undefined || verdict.when === 'now') return []
    const { rule, when } = verdict
    return [{ on: dayOf(when, world) ?? world.today, when, rule }]
  })
}

function latest(days: readonly Earliest[]): Earliest | undefined {
  return days.reduce<Earliest | undefined>(
    (last, each) => (last === undefined || compareDates(each.on, last.on) > 0 ? each : last),
    undefined
  )
}

/** Null: nothing binds, so that no term ends. */
function dayOf(when: ChangeTime, world: StandingWorld): Temporal.PlainDate | null {
  if (when === 'now') return world.today
  return when === 'next-cycle' ? nextCycle(world.history, world.today) : endOfTerm(world)
}

function endOfTerm(world: StandingWorld): Temporal.PlainDate | null {
  const { history, registry, subscription, today: day } = world
  if (subscription === null) return null
  const heldOn = (other: Temporal.PlainDate) => heldStatementsOn(world, other)
  const ends = [...registry.bindingTerms.values()].flatMap(term => {
    const on = askPlugin(
      () => term.endsOn({ history, subscription, day, heldOn }),
      termEnd,
      () => ({ what: `binding term ${term.name}`, plugin: contributorOf('bindingTerms', term, registry), rules: [] })
    )
    return on === null ? [] : [on]
  })
  return ends.length === 0 ? null : ends.reduce(laterDate)
}
