// A customer to whom everything happens that can happen, made from a seed and a number: facts of a life, each with the day on which it is told.
import fc from 'fast-check'
import { FEATURES, MARKETS, type Market, PLANS, priceIn } from './every-way.ts'

export type Fact = Readonly<Record<string, unknown>>

export interface Step {
  readonly fact: Fact
  /** Days from its own to that on which it becomes known. */
  readonly delay: number
}

export interface AnyLife {
  readonly market: Market
  readonly billDay: number
  readonly steps: readonly Step[]
}

const FIRST = Temporal.PlainDate.from('2027-11-20')
/** Two years and more, a leap day in them; nothing happens in the last months, so that all is told in the end. */
export const LAST_DAY = 900
const DAYS = 700
const MOST_DELAY = 150

export const dayOf = (offset: number): string => FIRST.add({ days: offset }).toString()

const SUBSCRIPTIONS = ['s1', 's2', 's3', 's4']

interface Happening {
  readonly kind: Kind
  readonly on: number
  readonly as: string
  readonly size: number
  readonly delay: number
}

type Writer = (size: number, as: string, price: (cents: number) => string, on: number) => Fact

const pick = <T>(from: readonly T[], size: number): T => from[size % from.length] as T
const whom = (size: number, as: string): Fact => (size % 3 === 0 ? {} : { as })

/** What happens, as a life tells it; `size` chooses among the variants. */
const KINDS = {
  change: (size, as) => ({ do: 'change', as, plan: pick(PLANS, size) }),
  on: (size, as) => ({ do: 'feature', as, feature: pick(FEATURES, size), state: 'on' }),
  off: (size, as) => ({ do: 'feature', as, feature: pick(FEATURES, size), state: 'off' }),
  suspend: (_, as) => ({ do: 'suspend', as }),
  resume: (_, as) => ({ do: 'resume', as }),
  terminate: (_, as) => ({ do: 'terminate', as }),
  use: (size, as) => ({ do: 'use', as, service: 'voice', quantity: `${size} s`, to: '+61293334444' }),
  charge: (size, as, price) => ({ do: 'charge', ...whom(size, as), amount: price(size), description: 'Visit' }),
  credit: (size, as, price) => ({ do: 'credit', ...whom(size, as), amount: price(size), description: 'Goodwill' }),
  pay: (size, _, price) => ({ do: 'pay', amount: price(size * 9) }),
  fail: (size, _, price) => ({ do: 'fail', amount: price(size) }),
  buy: (size, as) => ({
    do: 'buy',
    ...whom(size, as),
    item: pick(['phone', 'sim-card'], size),
    quantity: (size % 3) + 1
  }),
  'receive-charge': (size, as, price, on) => ({
    ...{ do: 'receive-charge', ...whom(size, as), source: 'parking', id: `P-${on}` },
    ...{ amount: price(size), description: 'Parking' }
  }),
  'grant-discount': (size, as) => ({
    do: 'grant-discount',
    ...whom(size, as),
    discount: pick(['loyal', 'welcome'], size)
  }),
  'end-discount': (size, as) => ({ do: 'end-discount', ...whom(size, as), discount: pick(['loyal', 'welcome'], size) }),
  'agree-commitment': (size, as) => ({ do: 'agree-commitment', ...whom(size, as), commitment: 'house' }),
  'end-commitment': (size, as) => ({ do: 'end-commitment', ...whom(size, as), commitment: 'house' }),
  'add-account-charge': size => ({ do: 'add-account-charge', charge: pick(['support', 'archive'], size) }),
  'change-account-charge': size => ({
    ...{ do: 'change-account-charge', charge: pick(['support', 'archive'], size) },
    quantity: (size % 4) + 1
  }),
  'end-account-charge': size => ({ do: 'end-account-charge', charge: pick(['support', 'archive'], size) }),
  'add-charge': (size, as) => ({ do: 'add-charge', as, charge: pick(['extra-line', 'meter'], size) }),
  'change-charge': (size, as) => ({
    ...{ do: 'change-charge', as, charge: pick(['extra-line', 'meter'], size) },
    quantity: (size % 4) + 1
  }),
  'end-charge': (size, as) => ({ do: 'end-charge', as, charge: pick(['extra-line', 'meter'], size) }),
  'bring-friend': size => ({ do: 'bring-friend', offer: 'spring', friend: `A-00000${(size % 5) + 2}` }),
  'lose-friend': size => ({ do: 'lose-friend', friend: `A-00000${(size % 5) + 2}` }),
  'sign-contract': (_, as) => ({ do: 'sign-contract', as, contract: 'year' }),
  'give-notice': (_, as) => ({ do: 'give-notice', as }),
  'release-from-contract': (_, as) => ({ do: 'release-from-contract', as }),
  'top-up-bond': (size, _, price) => ({ do: 'top-up-bond', amount: price(size) }),
  'refund-bond': (size, _, price) => ({ do: 'refund-bond', amount: price(size) }),
  'draw-bond': (size, as, price) => ({ do: 'draw-bond', ...whom(size, as), amount: price(size) }),
  publish: size => ({ do: 'publish', rules: pick(['dearer', 'first'], size) })
} as const satisfies Readonly<Record<string, Writer>>
type Kind = keyof typeof KINDS

/** How often each happens, where it is not once. */
const OFTEN: Partial<Record<Kind, number>> = {
  use: 12,
  change: 4,
  on: 4,
  off: 3,
  suspend: 2,
  resume: 3,
  buy: 2,
  pay: 4
}

const kind = fc.oneof(
  ...(Object.keys(KINDS) as Kind[]).map(name => ({ weight: OFTEN[name] ?? 1, arbitrary: fc.constant(name) }))
)
/** At most one thing a day: in which order two of one day are told matters. */
const happenings = (steps: number): fc.Arbitrary<Happening[]> =>
  fc.uniqueArray(
    fc.record({
      kind,
      on: fc.integer({ min: 1, max: DAYS }),
      as: fc.constantFrom(...SUBSCRIPTIONS),
      size: fc.integer({ min: 1, max: 3000 }),
      delay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: MOST_DELAY }))
    }),
    { selector: ({ on }) => on, minLength: steps, maxLength: steps, size: 'max' }
  )

const lives = (steps: number): fc.Arbitrary<AnyLife> =>
  fc
    .record({
      market: fc.constantFrom(...MARKETS),
      billDay: fc.integer({ min: 1, max: 31 }),
      starts: fc.tuple(...SUBSCRIPTIONS.map((_, index) => fc.integer({ min: index === 0 ? 0 : 1, max: index * 60 }))),
      plans: fc.tuple(...SUBSCRIPTIONS.map(() => fc.constantFrom(...PLANS))),
      happened: happenings(steps)
    })
    .map(({ billDay, happened, market, plans, starts }) => ({
      market,
      billDay,
      steps: [
        ...SUBSCRIPTIONS.map((as, index) => ({
          fact: { on: dayOf(starts[index] ?? 0), do: 'subscribe', as, plan: plans[index] },
          delay: 0
        })),
        ...happened.map(happening => stepOf(happening, market))
      ]
    }))

function stepOf({ as, delay, kind: does, on, size }: Happening, market: Market): Step {
  const price = (cents: number): string =>
    priceIn(market, `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`)
  const fact = (KINDS[does] as Writer)(size, as, price, on)
  const when = does === 'use' ? { at: `${dayOf(on)}T10:30` } : { on: dayOf(on) }
  // what a payment settles depends on when it is told, and rules that reach back are another property
  return { fact: { ...when, ...fact }, delay: does === 'publish' || does === 'pay' ? 0 : delay }
}

/** The life of that number, always the same for a seed. */
export function anyLife(seed: number, index: number, steps: number): AnyLife {
  const [life] = fc.sample(lives(steps), { seed: seed * 1_000_003 + index, numRuns: 1 })
  if (life === undefined) throw new Error('a sample of one has one')
  return life
}
