// The tariff of `rating` within a plan that has the rest of the language, twenty accounts of five subscriptions, and three cycles of uses.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import { loadPlugins } from '@farthing/kernel/plugin-host'
import type { Registry } from '@farthing/plugin-sdk'
import { compileRules, type RatingEvent, type RuleSet } from '@farthing/rules-language'
import { ruleBook, type UsageInput } from '@farthing/simulator'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { CLOCK, digits, prefixRows, type RatingFixture, ruleFiles, ZONES, zoneRates } from '../rating/rating-fixture.ts'

export const MINUTE_MS = 60_000
export const GB = 1_000_000_000
export const MONTHS = ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01']
export const INCLUDED_MS = 400 * MINUTE_MS
export const INCLUDED_BYTES = 2 * GB
/** Of voice in the cycle, from which on it is cheaper. */
export const LONG_MS = 600 * MINUTE_MS
export const OFF_PERCENT = 25
/** Micro, of all usage in the cycle. */
export const CAP = 1_200_000_000
/** Up to so many bytes, micro for a gigabyte. */
export const TIERS: readonly (readonly [upTo: number, perGb: number])[] = [
  [3 * GB, 2_000_000],
  [8 * GB, 1_500_000],
  [Infinity, 1_000_000]
]
const [ACCOUNTS, SUBSCRIPTIONS] = [20, 5]

export interface WholeUse {
  readonly id: string
  readonly subscription: string
  readonly service: 'voice' | 'data'
  readonly event: RatingEvent
}

export interface WholeFixture extends Pick<RatingFixture, 'rows' | 'rates'> {
  readonly rules: RuleSet
  /** Each with its uses, in order of time. */
  readonly accounts: readonly { readonly input: Omit<UsageInput, 'usage'>; readonly uses: readonly WholeUse[] }[]
}

export async function wholeFixture(uses: number): Promise<WholeFixture> {
  const loaded = await loadPlugins()
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  const random = new SeededRandom(20260301)
  const rows = prefixRows(random)
  const rates = Array.from({ length: ZONES }, () => zoneRates(random))
  const files = ruleFiles(rows, rates)
  files.set('plan.farthing', planText())
  const result = compileRules({ files, signatures: [...loaded.registry.statements.values()] })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  const { rules } = result
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => {
    const input = inputOf(`a${index}`, rules, loaded.registry)
    return { input, uses: usesOf(`a${index}`, uses / ACCOUNTS, { random, rows }) }
  })
  return { rules, rows, rates, accounts }
}

function planText(): string {
  const rows = TIERS.map(([upTo, perGb]) => {
    const price = formatDecimal(BigInt(perGb))
    return `  | ${Number.isFinite(upTo) ? `${upTo / GB} GB` : '*'} | ${price} per GB |`
  })
  return `tiers amounts = graduated {
  counted per subscription, reset every cycle
  | up to | price |
${rows.join('\n')}
}
tariff data for data, counted in bytes {
  from 2026-01-01
  rates {
    | price         |
    | tiers amounts |
  }
}
plan whole "Whole" {
  from 2026-01-01
  tariff voice, data
  include ${INCLUDED_MS / MINUTE_MS} min of voice, roll over 1 cycle
  include ${INCLUDED_BYTES / GB} GB of data
  offer "Long talkers" {
    after ${LONG_MS / MINUTE_MS} min of voice in the cycle
    voice is ${OFF_PERCENT}% off
  }
  cap all usage at ${CAP / 1_000_000}.00 per cycle
}
`
}

function inputOf(account: string, rules: RuleSet, registry: Registry): Omit<UsageInput, 'usage'> {
  const known = Temporal.Instant.from('2026-02-01T00:00:00Z')
  const at = { known, supersedes: null, effective: Temporal.PlainDate.from('2026-03-01') }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'opened', ...at, billDay: 1, zone: CLOCK, currency: 'AUD' },
    ...Array.from({ length: SUBSCRIPTIONS }, (_, index): Fact => {
      const subscription = `${account}-${index}`
      return { kind: 'subscribed', id: subscription, ...at, subscription, as: '', plan: 'whole', identities: [] }
    })
  ]
  const history = accountHistory(account, facts)
  if (history === null) throw new Error('the account is opened')
  const billDate = Temporal.PlainDate.from('2026-06-01')
  return { history, ruleBook: ruleBook([{ from: null, rules }]), registry, carried: [], billDate, since: null }
}

interface Numbers extends Pick<RatingFixture, 'rows'> {
  readonly random: SeededRandom
}

function usesOf(account: string, count: number, numbers: Numbers): WholeUse[] {
  const { random } = numbers
  const [start = 0, end = 0] = [MONTHS[0], MONTHS.at(-1)].map(startMs)
  const starts = Array.from({ length: count }, () => start + random.below(end - start)).toSorted((a, b) => a - b)
  return starts.map((startedAt, index) => {
    // the first has nine of twenty-five, the last one
    const subscription = `${account}-${Math.min(random.below(SUBSCRIPTIONS), random.below(SUBSCRIPTIONS))}`
    const isCall = random.below(10) < 7
    const event = isCall ? callAt(startedAt, numbers) : { startedAt, quantity: 1 + random.below(100_000_000), to: '' }
    const id = `${account}:${String(index).padStart(6, '0')}`
    return { id, subscription, service: isCall ? 'voice' : 'data', event }
  })
}

/** Mostly of some minutes, to a number under one of the prefixes. */
function callAt(startedAt: number, { random, rows }: Numbers): RatingEvent {
  const seconds = 1 + Math.floor(-180 * Math.log(1 - random.next()))
  const prefix = rows[random.below(rows.length)]?.prefix ?? '1'
  return { startedAt, quantity: seconds * 1000, to: prefix + digits(random, 11 - prefix.length) }
}

export function startMs(day = ''): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(CLOCK).epochMilliseconds
}
