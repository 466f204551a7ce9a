// Uses rated and settled in memory as bills do it, with tiers, allowances, an offer and a cap, one core: the rating of `rating` and
// the run that makes bills, against the same plan written by hand.
import type { RuleSet, TariffVersion } from '@farthing/rules-language'
import { HeldVersions, type SettledUsage, UsageRun } from '@farthing/simulator'
import { accountAlignments } from '@farthing/billing-core'
import { sideBySide } from '../side-by-side.ts'
import { type SettledByHand, WholeByHand } from './whole-by-hand.ts'
import { type WholeFixture, type WholeUse, wholeFixture } from './whole-fixture.ts'

const EVENTS = 200_000

async function run(): Promise<object> {
  const fixture = await wholeFixture(EVENTS)
  const byHand = new WholeByHand(fixture)
  compare(fixture, byHand)
  return sideBySide('rating-whole', EVENTS, {
    ours: () => sumOfOurs(fixture),
    bound: () => sumByHand(fixture, byHand)
  })
}

function sumOfOurs({ accounts, rules }: WholeFixture): number {
  let sum = 0
  for (const { input, uses } of accounts) {
    const settle = settler(input, rules)
    for (const use of uses) {
      const { priced, settled } = settle(use)
      sum += settled.amount + priced.billed + settled.parts.length + settled.changes.length
    }
  }
  return sum
}

function sumByHand({ accounts }: WholeFixture, byHand: WholeByHand): number {
  let sum = 0
  byHand.begin()
  for (const { uses } of accounts) {
    for (const use of uses) {
      const settled = byHand.settle(use)
      if (settled !== null) sum += settled.amount + settled.billed + settled.explanation.own + settled.explanation.cap
    }
  }
  return sum
}

/** Rates a use as it arrives, then settles it as its bill does. */
function settler(input: WholeFixture['accounts'][number]['input'], rules: RuleSet): (use: WholeUse) => SettledUsage {
  const held = new HeldVersions(input.ruleBook, accountAlignments(input.history), input.billDate)
  const run = new UsageRun(input, held)
  const [voice, data] = [tariffOf(rules, 'voice'), tariffOf(rules, 'data')]
  return ({ event, id, service, subscription }) => {
    const tariff = service === 'voice' ? voice : data
    const rated = tariff.rate(event)
    if (!rated.ok) throw new Error(`${id}: ${rated.detail}`)
    const { amount, billed, zone } = rated
    const { quantity, startedAt, to } = event
    const settled = run.settle({
      id,
      subscription,
      service,
      zone,
      startedAt,
      quantity,
      to,
      from: '',
      value: null,
      billed,
      amount,
      tariff: tariff.name,
      version: rules.version
    })
    if (!settled.ok) throw new Error(settled.detail)
    return settled
  }
}

function tariffOf(rules: RuleSet, name: string): TariffVersion {
  const tariff = rules.tariffs.get(name)?.[0]
  if (tariff === undefined) throw new Error(`tariff ${name} is missing`)
  return tariff
}

/** Event by event, and that every rule has its part in some of them. */
function compare({ accounts, rules }: WholeFixture, byHand: WholeByHand): void {
  byHand.begin()
  const met = { rolled: 0, own: 0, tiers: 0, offer: 0, cap: 0 }
  for (const { input, uses } of accounts) {
    const settle = settler(input, rules)
    for (const use of uses) {
      const [ours, theirs] = [settle(use), byHand.settle(use)]
      const [left, right] = [partsOf(ours, use), theirs && partsByHand(theirs)]
      if (JSON.stringify(left) !== JSON.stringify(right)) {
        throw new Error(`the two disagree on ${JSON.stringify({ use, left, right })}`)
      }
      for (const part of ['rolled', 'own', 'tiers', 'offer', 'cap'] as const) met[part] += left[part] === 0 ? 0 : 1
    }
  }
  console.error(JSON.stringify({ both_agree_on: EVENTS, of_which: met }))
  if (Object.values(met).includes(0)) throw new Error('a rule of the plan had no part in any use')
}

type Parts = Record<'gross' | 'amount' | 'billed' | 'rolled' | 'own' | 'tiers' | 'offer' | 'cap', number> & {
  readonly zone: string
}

function partsOf({ priced, settled }: SettledUsage, { event, service }: WholeUse): Parts {
  const month = Temporal.Instant.fromEpochMilliseconds(event.startedAt).toZonedDateTimeISO('Australia/Melbourne').month
  const covered = (isOwn: boolean): number =>
    settled.parts.reduce(
      (sum, { allowance, ticks }) => sum + ((allowance.cycle.month === month) === isOwn ? ticks : 0),
      0
    )
  const changed = (step: string): number =>
    settled.changes.reduce((sum, each) => sum + (each.step === step ? each.amount : 0), 0)
  return {
    ...{
      gross: priced.gross,
      amount: settled.amount,
      billed: priced.billed,
      zone: service === 'voice' ? priced.zone : ''
    },
    ...{ rolled: covered(false), own: covered(true) },
    ...{ tiers: changed('tiers'), offer: changed('discount'), cap: changed('maximum') }
  }
}

function partsByHand({ amount, billed, explanation, gross, zone }: SettledByHand): Parts {
  const { cap, offer, own, rolled, tiers } = explanation
  const tiered = (tiers ?? []).reduce((sum, { micro }) => sum + micro, 0)
  // -0 is no amount of money
  return { gross, amount, billed, zone, rolled, own, tiers: tiered, offer: offer + 0, cap: cap + 0 }
}

if (import.meta.main) console.log(JSON.stringify(await run()))
