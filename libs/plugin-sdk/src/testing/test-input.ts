// Builds what a charge type is given from a story in one readable line.
import {
  type DeedDone,
  type DeedFields,
  FEATURE_SERIES,
  type PlanSegment,
  type Settlement
} from '@farthing/billing-core'
import { MICRO, compareDates, containsDate, date, sameDate } from '@farthing/billing-core/values'
import type { ChargeInput, RulePiece, UsageTotal } from '../charge-type.ts'

/** One plan or feature and what its statement says, from a day (the start, when left out) until the next one begins. */
export interface TestPlan<R> {
  readonly plan?: string
  /** Instead of a plan. */
  readonly feature?: string
  /** The first day without it; else the day on which the next one begins. */
  readonly until?: string
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
  /** Days on which it is suspended: '2026-03-10..2026-03-20', or '2026-03-10..' for good; '2026-03-10..2026-03-20 debt' because of that; in order. */
  readonly suspended?: readonly string[]
  /** The day of the bill. */
  readonly through: string
  readonly since?: string
  readonly opened?: string
  readonly billDay?: number
  /** '2026-03-15 paid 2026-03-14': due, and the day on which nothing was left to pay; ' by notes' behind it: nothing was paid. */
  readonly settlements?: readonly string[]
  /** Day, name and what was said of each. */
  readonly deeds?: readonly (readonly [on: string, deed: string, fields?: DeedFields])[]
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
      labels: [{ from: started, label: 's1' }],
      started,
      terminated: story.terminated === undefined ? null : date(story.terminated),
      segments: testSegments(pieces, story.suspended ?? []),
      features: pieces
        .filter(({ kind }) => kind === 'feature')
        .map(({ from, until, name }) => ({ feature: name, from, until })),
      identities: []
    },
    pieces,
    alignments: [{ from: opened, alignment: { anchor: opened, billDay: story.billDay ?? 1 } }],
    since: date(story.since ?? story.opened ?? story.started),
    through: date(story.through),
    usage: story.usage ?? [],
    settlements: (story.settlements ?? []).map((text, index) => settlementOf(text, index + 1)),
    deeds: (story.deeds ?? []).map((deed, index) => deedOf(deed, index + 1)),
    roundingOf: () => ({ mode: 'half-up', step: MICRO / 100n }),
    currency,
    placeOf: () => null
  }
}

function testPieces<R>(story: TestStory<R>): RulePiece<R>[] {
  return story.plans.map(({ from, until, plan = 'plan-a', feature, title, value, version = 'sha256:test' }, index) => {
    const end = until ?? story.plans[index + 1]?.from ?? story.terminated
    const kind = feature === undefined ? 'plan' : 'feature'
    const name = feature ?? plan
    return {
      from: date(from ?? story.started),
      until: end === undefined ? null : date(end),
      kind,
      name,
      title: title ?? name,
      ordinal: 1,
      series: kind === 'plan' ? name : `${FEATURE_SERIES}${name}`,
      value,
      at: { rule: `${kind} ${name}`, file: 'test.rules', line: index + 1, column: 1 },
      version,
      because: null,
      retroactive: false
    }
  })
}

function testSegments(pieces: readonly RulePiece[], suspended: readonly string[]): PlanSegment[] {
  const plans = pieces.filter(({ kind }) => kind === 'plan')
  const pauses = suspended.map(text => {
    const [days = '', suspension] = text.split(' ')
    const [from = '', until = ''] = days.split('..')
    return {
      days: { from: date(from), until: until === '' ? null : date(until) },
      held: { state: 'suspended', ...(suspension !== undefined && { suspension }) } as const
    }
  })
  return plans.flatMap(({ from, until, name }) => {
    const cuts = pauses.flatMap(({ days }) => [days.from, ...(days.until === null ? [] : [days.until])])
    const inside = cuts.filter(day => compareDates(day, from) > 0 && containsDate({ from, until }, day))
    const starts = [from, ...inside.filter((day, index) => !sameDate(inside[index - 1] ?? null, day))]
    return starts.map((start, index): PlanSegment => {
      const held = pauses.find(({ days }) => containsDate(days, start))?.held ?? { state: 'active' }
      return { from: start, until: starts[index + 1] ?? until, plan: name, ...held }
    })
  })
}

function deedOf([on, deed, fields = {}]: readonly [string, string, DeedFields?], number: number): DeedDone {
  const effective = date(on)
  return {
    ...{ kind: 'deed', id: `deed-${number}`, effective, deed, subscription: 's1', fields, supersedes: null },
    known: effective.toZonedDateTime('UTC').toInstant()
  }
}

function settlementOf(text: string, number: number): Settlement {
  const [due, paid] = text.split(' paid ')
  const [settled, unpaid] = paid?.split(' by notes') ?? []
  if (due === undefined || settled === undefined)
    throw new RangeError(`'${text}' is not like '2026-03-15 paid 2026-03-14'`)
  return {
    fact: `settled-${number}`,
    invoice: `INV-${number}`,
    due: date(due),
    settled: date(settled),
    ...(unpaid !== undefined && { unpaid: true })
  }
}
