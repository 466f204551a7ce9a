// What was spent too little of a commitment: charged when its period is over, and given back as far as late charges make up for it.
import {
  addDays,
  compareDates,
  cycleCharges,
  daysIn,
  formatAmount,
  formatDecimal,
  formatPeriodLength
} from '@farthing/plugin-sdk'
import type { AccountChargeType, CycleCharge, Step, TargetCharge } from '@farthing/plugin-sdk'
import type { Commitment } from './commitment.ts'
import { commitmentStatement } from './commitment-statement.ts'
import { type CommittedPart, type CommittedPeriod, committedPeriods } from './committed-periods.ts'
import { type Counted, countedIn } from './counted-charges.ts'
import { type CommitmentInput, heldCommitments } from './held-commitments.ts'

const CODE = 'commitment'

export const commitmentCharge: AccountChargeType<Commitment> = {
  code: CODE,
  per: 'account',
  stage: 'commitments',
  statement: commitmentStatement.id,
  ledger: 'revenue',
  monthsCounted: ({ carriesExcess, cut, length: { count }, prorated }) => {
    const periods = (carriesExcess ? 2 : 1) + (cut === 'bill day' && !prorated ? 1 : 0)
    const isCycle = cut === 'bill day' && count === 1 && periods === 1
    return isCycle ? 0 : count * periods
  },
  targets(input) {
    const held = heldCommitments(input)
    if (held.length === 0) return []
    const periods = committedPeriods(held, input)
    const all = cycleCharges(input)
    const charged = all.filter(({ first }) => first.type !== CODE)
    const own = shortfalls(
      periods.filter(({ subscription }) => subscription !== null),
      charged,
      input
    )
    const paidToo = [...charged, ...shortfallsOfSubscriptions(own, all, input)]
    return [
      ...own,
      ...shortfalls(
        periods.filter(({ subscription }) => subscription === null),
        paidToo,
        input
      )
    ]
  }
}

/** They count towards those of the account: of periods that are not looked at, as they were billed. */
function shortfallsOfSubscriptions(
  own: readonly TargetCharge[],
  charged: readonly CycleCharge[],
  input: CommitmentInput
): CycleCharge[] {
  const keys = new Set(own.map(({ key }) => key))
  const before = charged.filter(
    ({ first: { key, subscription, type } }) => type === CODE && subscription !== null && !keys.has(key)
  )
  return [...before, ...cycleCharges({ ...input, charged: own })]
}

function shortfalls(
  periods: readonly CommittedPeriod[],
  charged: readonly CycleCharge[],
  input: CommitmentInput
): TargetCharge[] {
  const threads = Map.groupBy(periods, ({ subscription, thread }) => `${subscription?.id ?? ''} ${thread}`)
  return [...threads.values()].flatMap(thread => {
    let excess = 0n
    let before: CommittedPeriod | null = null
    return thread.flatMap((period, index) => {
      const counted = countedIn({ period, next: thread[index + 1] }, charged, input)
      const follows = before?.period.until.equals(period.period.from) === true
      const carried = follows ? excess : 0n
      before = period
      excess = carriesExcess(period) && counted.amount > period.least ? counted.amount - period.least : 0n
      const short = period.least - counted.amount - carried
      const isLookedAt = compareDates(period.period.until, input.since) > 0
      if (short <= 0n || !isLookedAt || compareDates(counted.over, input.through) > 0) return []
      return [chargeFor(period, { short, counted, carried }, input)]
    })
  })
}

function carriesExcess({ parts }: CommittedPeriod): boolean {
  return parts.at(-1)?.piece.value.carriesExcess === true
}

interface Shortfall {
  /** Micro. */
  readonly short: bigint
  readonly counted: Counted
  /** What the period before was charged beyond its own. */
  readonly carried: bigint
}

function chargeFor(committed: CommittedPeriod, short: Shortfall, input: CommitmentInput): TargetCharge {
  const { parts, period, subscription, thread } = committed
  const [first, last] = [parts[0], parts.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a period of a commitment has no days')
  const { value } = last.piece
  return {
    key: `${CODE}:${subscription?.id ?? ''}:${thread}:${period.from.toString()}..${period.until.toString()}`,
    type: CODE,
    subscription: subscription?.id ?? null,
    series: thread,
    ledger: 'revenue',
    category: value.category,
    from: first.days.from,
    until: last.days.until,
    periodUntil: period.until,
    taxPoint: addDays(last.days.until, -1),
    quantity: '1',
    exact: short.short,
    description: value.title,
    explanation: explained(committed, last.piece, short, input),
    version: input.versionAt(first.days.from)
  }
}

function explained(
  committed: CommittedPeriod,
  { at, value, version }: CommittedPart['piece'],
  { carried, counted, short }: Shortfall,
  { currency }: CommitmentInput
): TargetCharge['explanation'] {
  const { parts, period } = committed
  const less = [
    { what: 'charged', amount: counted.amount },
    ...(carried > 0n ? [{ what: 'more than it in the period before', amount: carried }] : [])
  ]
  return {
    rule: at,
    version,
    inputs: {
      commitment: value.name,
      period: `${period.from.toString()}..${period.until.toString()}`,
      counted: `${formatDecimal(counted.amount, 6)} ${currency}`
    },
    steps: [
      ...parts.flatMap(part => leastSteps(part, committed, currency)),
      ...less.map(({ amount, what }): Step => {
        const words = `${formatAmount(amount, currency)} ${what}`
        return { step: 'amount', detail: `less ${words}`, result: formatDecimal(-amount, 6), said: words }
      })
    ],
    amount: formatDecimal(short, 6),
    currency
  }
}

/** '50.00 per month, 16 of 31 days' */
function leastSteps({ least, owed, piece }: CommittedPart, { full }: CommittedPeriod, currency: string): Step[] {
  const { amount, cut, length, prorated } = piece.value
  const what = cut === 'bill day' ? `per ${formatPeriodLength(length)}` : `over ${length.count} months`
  const words = `at least ${formatAmount(amount, currency)} ${what}`
  const all: Step = { step: 'minimum', detail: words, result: formatDecimal(amount, 6), said: words }
  if (!prorated || owed === daysIn(full)) return [all]
  const share = `${owed} of ${daysIn(full)} days`
  return [all, { step: 'proration', detail: share, result: formatDecimal(least, 6), said: share }]
}
