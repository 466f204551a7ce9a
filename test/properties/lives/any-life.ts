// A customer to whom everything happens that can happen, made from a seed and a number: facts of a life, each with the day on which it is told.
import fc from 'fast-check'
import { MARKETS, type Market, priceIn } from './every-way.ts'
import { PLANS } from './ways-to-charge.ts'
import {
  ALIKE_KINDS,
  ALL_KINDS,
  BEGINS,
  dayOf,
  type Fact,
  HELD,
  isAlike,
  type Kind,
  KINDS,
  OFTEN
} from './kinds-of-facts.ts'

export interface Step {
  readonly fact: Fact
  /** What happens; left out, the fact says it. */
  readonly kind?: Kind | 'subscribe'
  /** Days from its own to that on which it becomes known. */
  readonly delay: number
}

export interface AnyLife {
  readonly market: Market
  readonly billDay: number
  readonly steps: readonly Step[]
}

/** Two years and more, a leap day in them; nothing happens in the last months, so that all is told in the end. */
export const LAST_DAY = 900
const DAYS = 700
const MOST_DELAY = 150

const MOSTLY_HELD = Array.from({ length: PLANS.length }, () => 'held')
const SUBSCRIPTIONS = ['s1', 's2', 's3', 's4']
const DAYS_BETWEEN_STARTS = 60
/** By then each of them has begun. */
export const LAST_START = (SUBSCRIPTIONS.length - 1) * DAYS_BETWEEN_STARTS

interface Happening {
  readonly kind: Kind
  readonly on: number
  readonly as: string
  readonly size: number
  readonly delay: number
}

const kindOf = (kinds: readonly Kind[]): fc.Arbitrary<Kind> =>
  fc.oneof(...kinds.map(name => ({ weight: OFTEN[name] ?? 1, arbitrary: fc.constant(name) })))
/** Among what a life is chosen: so many steps of these kinds, in the first days of it. */
interface Choice {
  readonly steps: number
  readonly kinds: readonly Kind[]
  readonly days: number
  readonly markets: readonly Market[]
}

/** At most one thing a day: in which order two of one day are told matters. */
const happenings = ({ days, kinds, steps }: Choice): fc.Arbitrary<Happening[]> =>
  fc.uniqueArray(
    fc.record({
      kind: kindOf(kinds),
      on: fc.integer({ min: 1, max: days }),
      as: fc.constantFrom(...SUBSCRIPTIONS),
      size: fc.integer({ min: 1, max: 3000 }),
      delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: MOST_DELAY }))
    }),
    { selector: ({ on }) => on, minLength: steps, maxLength: steps, size: 'max' }
  )

const lives = (choice: Choice): fc.Arbitrary<AnyLife> =>
  fc
    .record({
      market: fc.constantFrom(...choice.markets),
      billDay: fc.integer({ min: 1, max: 31 }),
      starts: fc.tuple(
        ...SUBSCRIPTIONS.map((_, index) => fc.integer({ min: index === 0 ? 0 : 1, max: index * DAYS_BETWEEN_STARTS }))
      ),
      plans: fc.tuple(...SUBSCRIPTIONS.map(as => fc.constantFrom(...PLANS, ...(as === HELD ? MOSTLY_HELD : [])))),
      happened: happenings(choice)
    })
    .map(({ billDay, happened, market, plans, starts }) => ({
      market,
      billDay,
      steps: [
        ...SUBSCRIPTIONS.map((as, index) => ({
          fact: { on: dayOf(starts[index] ?? 0), do: 'subscribe', as, plan: plans[index] },
          delay: 0
        })),
        ...happened.map(happening => stepOf(happening, market, choice.days))
      ]
    }))

function stepOf({ as, delay, kind, on, size }: Happening, market: Market, days: number): Step {
  const begins = on < days / 2 ? BEGINS[kind] : undefined
  const does = begins ?? kind
  const price = (cents: number): string =>
    priceIn(market, `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`)
  const fact = KINDS[does](size, as, price, on)
  const when = does === 'use' ? { at: `${dayOf(on)}T10:30` } : { on: dayOf(on) }
  // what a payment settles depends on when it is told, and rules that reach back are another property
  const isPrompt =
    does === 'publish' || does === 'pay' || begins !== undefined || (!isAlike(does) && does !== 'tax-place')
  return { fact: { ...when, ...fact }, kind: does, delay: isPrompt ? 0 : delay }
}

/** Every so many-th life has what depends on when it is told, too. */
const APART_EVERY = 4

/** The life of that number, always the same for a seed. */
export function anyLife(seed: number, index: number, steps: number): AnyLife {
  const kinds = index % APART_EVERY === 3 ? ALL_KINDS : ALIKE_KINDS
  return sampled(lives({ steps, kinds, days: DAYS, markets: MARKETS }), seed, index)
}

/** The same, with steps of some kinds only, in the first days of it. */
export function anyLifeIn(
  market: Market,
  index: number,
  choice: Omit<Choice, 'markets'> & { readonly seed: number }
): AnyLife {
  return sampled(lives({ ...choice, markets: [market] }), choice.seed, index)
}

/** The seed's sample of that number. */
export function sampled<T>(from: fc.Arbitrary<T>, seed: number, index: number): T {
  const [one] = fc.sample(from, { seed: seed * 1_000_003 + index, numRuns: 1 })
  if (one === undefined) throw new Error('a sample of one has one')
  return one
}

export function kindOfStep({ fact, kind }: Step): string {
  return kind ?? String(fact['do'])
}
