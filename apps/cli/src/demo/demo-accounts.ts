// The demo's customers: accounts over all 31 bill days, with subscriptions that begin, change, rest and end in the month.
import { DEMO_DAYS, DEMO_FROM } from './demo-month.ts'
import { type DemoPerson, demoPerson } from './demo-people.ts'
import { DEMO_BASKETS, type DemoKind, demoPlan, demoPlansOf } from './demo-plans.ts'
import { Random } from './random.ts'

export interface DemoSubscription {
  readonly kind: DemoKind
  /** What the invoice calls it: '0491 500 012', 'AVC000000012'. */
  readonly label: string
  /** What usage records call it: an E.164 number without '+', or a line's id. */
  readonly identity: string
  readonly plan: string
  readonly started: Temporal.PlainDate
  readonly change: { readonly on: Temporal.PlainDate; readonly plan: string } | null
  readonly suspended: Temporal.PlainDate | null
  readonly resumed: Temporal.PlainDate | null
  /** The first day that is no longer charged. */
  readonly terminated: Temporal.PlainDate | null
}

export interface DemoAccount {
  /** From 0. */
  readonly index: number
  readonly person: DemoPerson
  /** 1..31. */
  readonly billDay: number
  readonly subscriptions: readonly DemoSubscription[]
}

export const DEMO_ACCOUNTS = 2000

/** The same seed and count give the same accounts. */
export function demoAccounts(seed: number, count = DEMO_ACCOUNTS): DemoAccount[] {
  const random = new Random(seed, 'accounts')
  const lines = new Lines()
  return Array.from({ length: count }, (_, index) => {
    const basket = DEMO_BASKETS[random.weighted(DEMO_BASKETS.map(each => each.weight))]
    const kinds = basket?.kinds ?? []
    return {
      index,
      person: demoPerson(random, index, kinds.includes('address')),
      billDay: (index % 31) + 1,
      subscriptions: kinds.map(kind => subscription(random, lines, kind))
    }
  })
}

/** Gives out numbers, each once. */
class Lines {
  #mobile = 0
  #fixed = 0
  #line = 0

  next(kind: DemoKind): { label: string; identity: string } {
    if (kind === 'mobile') return this.#number('491', 500_000 + this.#mobile++, 6)
    if (kind === 'fixed') return this.#number('35550', this.#fixed++, 4)
    this.#line += 1
    const id = `${kind === 'address' ? 'IP' : 'AVC'}${String(this.#line).padStart(9, '0')}`
    return { label: id, identity: id }
  }

  #number(area: string, count: number, width: number): { label: string; identity: string } {
    const national = `${area}${String(count).padStart(width, '0')}`
    const label = area.startsWith('4')
      ? `0${national.slice(0, 3)} ${national.slice(3, 6)} ${national.slice(6)}`
      : `(0${national.slice(0, 1)}) ${national.slice(1, 5)} ${national.slice(5)}`
    return { label, identity: `61${national}` }
  }
}

function subscription(random: Random, lines: Lines, kind: DemoKind): DemoSubscription {
  const plans = demoPlansOf(kind)
  const plan = plans[random.weighted(plans.map(each => each.weight))]?.plan ?? ''
  const start = random.chance(650) ? 0 : random.between(1, DEMO_DAYS - 6)
  const day = (offset: number) => DEMO_FROM.add({ days: offset })
  const calm: DemoSubscription = {
    kind,
    ...lines.next(kind),
    plan,
    started: day(start),
    change: null,
    suspended: null,
    resumed: null,
    terminated: null
  }
  const { next } = demoPlan(plan)
  const moment = random.between(start + 1, DEMO_DAYS - 1)
  const event = random.below(100)
  if (event < 4 && next !== null) return { ...calm, change: { on: day(moment), plan: next } }
  if (event >= 4 && event < 6) return { ...calm, terminated: day(moment) }
  if (event >= 6 && event < 8) {
    const back = random.chance(700) ? day(random.between(moment, DEMO_DAYS - 1) + 1) : null
    return { ...calm, suspended: day(moment), resumed: back }
  }
  return calm
}
