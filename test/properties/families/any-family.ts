// Accounts above and below each other to whom much happens, made from a seed and a number.
import fc from 'fast-check'
import { anyLifeIn, sampled, type Step } from '../lives/any-life.ts'
import type { Market } from '../lives/every-way.ts'
import { ALIKE_KINDS, dayOf, type Kind } from '../lives/kinds-of-facts.ts'

export interface ParentStep {
  /** Places in the family. */
  readonly child: number
  readonly parent: number | null
  readonly billing: 'separate' | 'parent-pays' | 'consolidated'
  readonly from: string
  /** The day on which it is told, and that on which it is taken back; null: it stands. */
  readonly known: string
  readonly takenBack: string | null
}

/** A subscription goes to another member. */
export interface MoveStep {
  /** Of the member with which it began, by its name there. */
  readonly from: number
  readonly as: string
  readonly to: number
  readonly on: string
  readonly known: string
}

export interface Member {
  readonly billDay: number
  readonly steps: readonly Step[]
}

export interface Family {
  readonly members: readonly Member[]
  readonly parents: readonly ParentStep[]
  readonly moves: readonly MoveStep[]
}

/** In a year, a leap day in it, all happens that does. */
const DAYS = 330
/** The last on which a bill is made: by then everything is told. */
export const LAST_BILL = '2029-04-15'
/** Few, so that many accounts are billed in one run. */
const BILL_DAYS = [1, 11, 21, 31]
const MEMBERS = 3

/** What needs partners or groups, and payments, with which parents have nothing to do. */
const LEFT_OUT: readonly Kind[] = [
  ...(['pay', 'fail', 'publish', 'join', 'leave'] as const),
  ...(['sold-by', 'end-commission', 'bring-friend', 'lose-friend'] as const)
]
const KINDS: readonly Kind[] = [...ALIKE_KINDS.filter(kind => !LEFT_OUT.includes(kind)), 'tax-place']
/** Use goes with its number, so that what is told late of numbers and holders changes whose use a bill of long ago had. */
const USED = KINDS.filter(kind => kind !== 'renumber')
const HANDED_ON = KINDS.filter(kind => kind !== 'use')

/** The seed's family of that number, always the same. */
export function anyFamily(
  market: Market,
  index: number,
  told: { readonly seed: number; readonly steps: number }
): Family {
  const isUsed = index % 2 === 0
  const choice = { ...told, kinds: isUsed ? USED : HANDED_ON, days: DAYS }
  const members = Array.from({ length: MEMBERS }, (_, place): Member => {
    const { billDay, steps } = anyLifeIn(market, index * MEMBERS + place, choice)
    return { billDay: fewBillDays(billDay), steps: steps.map(onFewBillDays) }
  })
  const { moves, parents } = sampled(links, told.seed, index)
  return { members, parents, moves: isUsed ? [] : moves }
}

function fewBillDays(billDay: number): number {
  return BILL_DAYS[billDay % BILL_DAYS.length] ?? 1
}

function onFewBillDays(step: Step): Step {
  const { billDay } = step.fact
  return typeof billDay === 'number' ? { ...step, fact: { ...step.fact, billDay: fewBillDays(billDay) } } : step
}

export function isBillDate({ day, daysInMonth }: Temporal.PlainDate): boolean {
  return BILL_DAYS.some(billDay => Math.min(billDay, daysInMonth) === day)
}

const place = fc.integer({ min: 0, max: MEMBERS - 1 })
/** Often a day on which bills are made: what holds from it on is the next bill's. */
const day = fc.oneof(
  fc.constantFrom(
    ...Array.from({ length: DAYS }, (_, offset) => offset).filter(offset =>
      isBillDate(Temporal.PlainDate.from(dayOf(offset)))
    )
  ),
  fc.integer({ min: 0, max: DAYS })
)
/** Days from its own to that on which something is told. */
const delay = fc.oneof(fc.integer({ min: -30, max: 0 }), fc.integer({ min: 0, max: 60 }))
const knownOn = (on: number, later: number): string => dayOf(Math.max(1, on + later))

const parentStep = fc
  .record({
    child: place,
    parent: fc.oneof({ weight: 4, arbitrary: place }, { weight: 1, arbitrary: fc.constant(null) }),
    billing: fc.constantFrom('separate', 'parent-pays', 'consolidated', 'consolidated'),
    from: day,
    delay,
    stands: fc.option(fc.integer({ min: 1, max: 90 }), { freq: 3 })
  })
  .map(
    ({ billing, child, delay: later, from, parent, stands }): ParentStep => ({
      ...{ child, parent, billing: parent === null ? 'separate' : billing, from: dayOf(from) },
      known: knownOn(from, later),
      takenBack: stands === null ? null : knownOn(from, later + stands)
    })
  )

const moveStep = fc
  .record({ from: place, as: fc.constantFrom('s1', 's2', 's3', 's4'), to: place, on: day, delay })
  .map(({ delay: later, on, ...who }): MoveStep => ({ ...who, on: dayOf(on), known: knownOn(on, later) }))

const links = fc.record({
  parents: fc.uniqueArray(parentStep, { selector: ({ known }) => known, minLength: 4, maxLength: 12, size: 'max' }),
  moves: fc.array(moveStep, { maxLength: 4 })
})
