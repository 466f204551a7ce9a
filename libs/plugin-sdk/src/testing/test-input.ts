// Builds what a charge type is given from a story in one readable line.
import type { Settlement } from '@farthing/billing-core'
import { MICRO, date } from '@farthing/billing-core/values'
import type { ChargeInput, RulePiece, UsageTotal } from '../charge-type.ts'

/** One plan and what its statement says, from a day (the start, when left out) until the next one begins. */
export interface TestPlan<R> {
  readonly plan?: string
  readonly title?: string
  readonly from?: string
  readonly value: R
  /** The rules that it was written in; another version than before is a newer price of the same plan. */
  readonly version?: string
}

/** A subscription's story; what is left out is bill day 1 of an account opened on the day of subscription. */
export interface TestStory<R> {
  readonly plans: readonly TestPlan<R>[]
  readonly started: string
  readonly terminated?: string
  /** The day of the bill. */
  readonly through: string
  readonly since?: string
  readonly opened?: string
  readonly billDay?: number
  /** '2026-03-15 paid 2026-03-14': due, and the day on which nothing was left to pay. */
  readonly settlements?: readonly string[]
  readonly usage?: readonly UsageTotal[]
  readonly zone?: string
  readonly currency?: string
}

/** `testInput({ plans: [{ value: rent }], started: '2026-03-16', through: '2026-04-01' })` */
export function testInput<R>(story: TestStory<R>): ChargeInput<R> {
  const started = date(story.started)
  const opened = date(story.opened ?? story.started)
  const currency = story.currency ?? 'AUD'
  const pieces = testPieces(story)
  return {
    account: { id: 'A-000001', zone: story.zone ?? 'UTC', currency },
    subscription: {
      id: 's1',
      label: 's1',
      started,
      terminated: story.terminated === undefined ? null : date(story.terminated),
      segments: pieces.map(({ from, until, plan }) => ({ from, until, plan, state: 'active' })),
      identities: []
    },
    pieces,
    alignments: [{ from: opened, alignment: { anchor: opened, billDay: story.billDay ?? 1 } }],
    since: date(story.since ?? story.opened ?? story.started),
    through: date(story.through),
    usage: story.usage ?? [],
    settlements: (story.settlements ?? []).map((text, index) => settlementOf(text, index + 1)),
    rounding: { mode: 'half-up', step: MICRO / 100n },
    currency
  }
}

function testPieces<R>(story: TestStory<R>): RulePiece<R>[] {
  return story.plans.map(({ from, plan = 'plan-a', title = plan, value, version = 'sha256:test' }, index) => {
    const end = story.plans[index + 1]?.from ?? story.terminated
    return {
      from: date(from ?? story.started),
      until: end === undefined ? null : date(end),
      plan,
      title,
      ordinal: 1,
      value,
      at: { rule: `plan ${plan}`, file: 'test.rules', line: index + 1, column: 1 },
      version
    }
  })
}

function settlementOf(text: string, number: number): Settlement {
  const [due, settled] = text.split(' paid ')
  if (due === undefined || settled === undefined)
    throw new RangeError(`'${text}' is not like '2026-03-15 paid 2026-03-14'`)
  return { fact: `settled-${number}`, invoice: `INV-${number}`, due: date(due), settled: date(settled) }
}
