// What can happen in a life, as a life tells it.
import { CONTRACTS, FEATURES, LADDER, OFFERS, PLANS, SUSPENSIONS } from './ways-to-charge.ts'

export type Fact = Readonly<Record<string, unknown>>

const FIRST = Temporal.PlainDate.from('2027-11-20')

export const dayOf = (offset: number): string => FIRST.add({ days: offset }).toString()

/** `size` chooses among the variants; `on`: the number of its day. */
export type Writer = (size: number, as: string, price: (cents: number) => string, on: number) => Fact

/** The subscription that is most often of a plan with a contract. */
export const HELD = 's4'

const pick = <T>(from: readonly T[], size: number): T => from[size % from.length] as T
/** Of a kind, or of none. */
const because = (size: number): Fact => (size % 3 === 0 ? {} : { suspension: pick(SUSPENSIONS, size) })
const whom = (size: number, as: string): Fact => (size % 3 === 0 ? {} : { as })

/** Of these the money is the same whenever they are told, and however often bills are made. */
const ALIKE = {
  change: (size, as) => ({ do: 'change', as, plan: pick(PLANS, size) }),
  on: (size, as) => ({ do: 'feature', as, feature: pick(FEATURES, size), state: 'on' }),
  off: (size, as) => ({ do: 'feature', as, feature: pick(FEATURES, size), state: 'off' }),
  suspend: (size, as) => ({ do: 'suspend', as, ...because(size) }),
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
    item: pick(['phone', 'sim-card', 'watch'], size),
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
  'come-as-friend': size => ({ do: 'come-as-friend', offer: 'spring', by: `A-00000${(size % 5) + 2}` }),
  'lose-friend': size => ({ do: 'lose-friend', friend: `A-00000${(size % 5) + 2}` }),
  'sign-contract': size => ({ do: 'sign-contract', as: HELD, contract: pick(CONTRACTS, size) }),
  'change-contract': size => ({ do: 'change-contract', as: HELD, contract: pick(CONTRACTS, size) }),
  'give-notice': () => ({ do: 'give-notice', as: HELD }),
  'release-from-contract': () => ({ do: 'release-from-contract', as: HELD }),
  'top-up-bond': (size, _, price) => ({ do: 'top-up-bond', amount: price(size) }),
  'refund-bond': (size, as, price) => ({ do: 'refund-bond', ...whom(size, as), amount: price(size) }),
  'draw-bond': (size, as, price) => ({ do: 'draw-bond', ...whom(size, as), amount: price(size) }),
  renumber: (_, as, __, on) => ({ do: 'renumber', as, to: `+6140${String(on).padStart(7, '0')}` }),
  'sold-by': (size, as) => ({
    ...{ do: 'sold-by', ...whom(size, as) },
    ...{ partner: pick(['agent-7', 'agent-8'], size), commission: pick(['dealer', 'trail'], size) }
  }),
  'end-commission': (size, as) => ({ do: 'end-commission', ...whom(size, as) }),
  join: (size, as) => ({ do: 'join', ...whom(size, as), group: 'family' }),
  leave: (size, as) => ({ do: 'leave', ...whom(size, as), group: 'family' }),
  'set-invoice-group': (size, as) => ({ do: 'set-invoice-group', as, group: pick(['fleet', 'home'], size) }),
  'end-invoice-group': (_, as) => ({ do: 'end-invoice-group', as }),
  'move-bill-day': size => ({ do: 'move-bill-day', billDay: (size % 31) + 1 }),
  publish: size => ({ do: 'publish', rules: pick(['dearer', 'first'], size) })
} as const satisfies Readonly<Record<string, Writer>>

/** Of these the money depends on what is known by then, or billed: what is pending, what is paid in advance, where taxes are owed. */
const APART = {
  'change-later': (size, as, _, on) => ({
    ...{ do: 'change', as: size % 2 === 0 ? HELD : as, plan: pick(PLANS, size), when: whenOf(size, on) },
    ...(size % 2 === 0 && { pending: size % 4 === 0 ? 'replace' : 'keep' })
  }),
  'suspend-later': (size, as, _, on) => ({ do: 'suspend', as, ...because(size), when: whenOf(size, on) }),
  'resume-later': (size, as, _, on) => ({ do: 'resume', as, when: whenOf(size, on) }),
  'terminate-later': (size, as, _, on) => ({ do: 'terminate', as, when: whenOf(size, on) }),
  withdraw: (size, as) => ({
    ...{ do: 'withdraw', as: size % 2 === 0 ? HELD : as },
    what: pick(['change', 'change', 'change', 'terminate', 'suspend', 'resume', 'feature'], size)
  }),
  step: (size, as) => ({ do: 'change', as, plan: pick(LADDER, size) }),
  'ask-desk': (_, as) => ({ do: 'feature', as, feature: 'voicemail', state: 'off' }),
  'accept-offer': (size, as) => ({ do: 'accept-offer', as, offer: pick(OFFERS, size) }),
  'let-go': (_, as) => ({ do: 'let-go', as }),
  'move-away': (size, as) => ({ do: 'move', as, to: pick(['A-000002', 'A-000003'], size) }),
  'move-here': (size, as) => ({ do: 'move', as, from: pick(['A-000002', 'A-000003'], size) }),
  'top-up': (size, _, price) => ({ do: 'top-up', amount: price(size * 3) }),
  grant: (size, _, price, on) => ({
    ...{ do: 'grant', amount: price(size), reason: 'welcome', priority: (size % 200) + 1 },
    ...(size % 2 === 0 && { until: dayOf(on + 1 + (size % 60)) })
  }),
  'join-loyalty': () => ({ do: 'join-loyalty', loyalty: 'stars' }),
  'leave-loyalty': () => ({ do: 'leave-loyalty', loyalty: 'stars' }),
  'redeem-points': size => ({
    ...{ do: 'redeem-points', loyalty: 'stars', points: ((size % 3) + 1) * 2 },
    reward: pick(['discount', 'credit', 'item'], size)
  }),
  'group-use': size => ({ do: 'group-use', group: 'family', service: 'voice', quantity: `${size} s` }),
  reverse: () => ({ do: 'reverse' }),
  refund: (size, _, price) => ({
    ...{ do: 'refund', reason: 'overpaid' },
    ...(size % 3 !== 0 && { amount: price((size % 200) + 1) })
  }),
  'credit-note': (size, _, price, on) => ({
    ...{ do: 'credit-note', ...ofInvoice(size, on), reason: 'goodwill' },
    ...pick(
      [
        { amount: price(size) },
        { lines: [{ line: (size % 3) + 1 }] },
        {},
        { lines: [{ line: (size % 3) + 1, amount: price((size % 300) + 1) }] }
      ],
      size
    )
  }),
  'debit-note': (size, _, price, on) => ({
    ...{ do: 'debit-note', ...ofInvoice(size, on), reason: 'forgotten' },
    lines: [
      size % 2 === 0
        ? { line: (size % 3) + 1, amount: price(size) }
        : { description: 'Visit', category: pick(['item', 'goods', 'rent'], size), amount: price(size) }
    ]
  }),
  'write-off': (size, _, price, on) => ({
    ...{ do: 'write-off', ...ofInvoice(size, on), reason: 'unpaid' },
    ...(size % 2 === 0 && { amount: price(size) })
  }),
  'cancel-invoice': (size, _, __, on) => ({ do: 'cancel-invoice', ...ofInvoice(size, on), reason: 'wrong' }),
  rebill: () => ({ do: 'rebill', reason: 'wrong' }),
  'tax-place': (size, as) => ({
    ...{ do: 'tax-place', ...whom(size, as) },
    place: pick(['AU', 'FR', 'NZ'], Math.floor(size / 3)),
    ...(size % 2 === 0 && { taxId: 'X1' })
  }),
  'tax-exemption': (size, _, __, on) => ({
    ...{ do: 'tax-exemption', tax: pick(['vat', 'levy'], size), certificate: `E-${on}` },
    ...(size % 2 === 0 && { until: dayOf(on + 1 + (size % 400)) })
  })
} as const satisfies Readonly<Record<string, Writer>>

/** The newest, or one of those that there may be by that day: whether there is one is found when it is played. */
const ofInvoice = (size: number, on: number): Fact =>
  size % 2 === 0 ? {} : { invoice: `INV-${String((size % (1 + Math.floor(on / 25))) + 1).padStart(6, '0')}` }

const whenOf = (size: number, on: number): string =>
  pick(['next-cycle', 'end-of-term', ...Array.from({ length: 3 }, () => dayOf(on + 1 + (size % 180)))], size)

export type Kind = keyof typeof ALIKE | keyof typeof APART
export const KINDS: Readonly<Record<Kind, Writer>> = { ...ALIKE, ...APART }
export const ALIKE_KINDS = Object.keys(ALIKE) as Kind[]
export const ALL_KINDS = Object.keys(KINDS) as Kind[]

/** What has to have begun before it can end or change: in the first half of a life this happens in its place. */
export const BEGINS: Partial<Record<Kind, Kind>> = {
  'end-discount': 'grant-discount',
  'end-commitment': 'agree-commitment',
  'change-charge': 'add-charge',
  'end-charge': 'add-charge',
  'change-account-charge': 'add-account-charge',
  'end-account-charge': 'add-account-charge',
  'lose-friend': 'bring-friend',
  'give-notice': 'sign-contract',
  'release-from-contract': 'sign-contract',
  'change-contract': 'sign-contract',
  'leave-loyalty': 'join-loyalty',
  'redeem-points': 'join-loyalty',
  'refund-bond': 'top-up-bond',
  'draw-bond': 'top-up-bond',
  'end-commission': 'sold-by',
  leave: 'join',
  'end-invoice-group': 'set-invoice-group',
  'accept-offer': 'step',
  'let-go': 'ask-desk',
  reverse: 'pay',
  refund: 'pay',
  withdraw: 'change-later'
}

const OF_INVOICES: readonly string[] = ['credit-note', 'debit-note', 'write-off', 'cancel-invoice', 'rebill']

/** It corrects an invoice: where all is billed in the end there is none. */
export function isOfInvoice(kind: string): boolean {
  return OF_INVOICES.includes(kind)
}

export function isAlike(kind: string): boolean {
  return !Object.hasOwn(APART, kind)
}

/** How often each happens, where it is not once. */
export const OFTEN: Partial<Record<Kind, number>> = {
  use: 12,
  change: 4,
  on: 4,
  off: 3,
  suspend: 2,
  resume: 3,
  buy: 2,
  pay: 4,
  join: 2,
  'change-later': 4,
  withdraw: 3,
  'give-notice': 2,
  step: 4,
  'ask-desk': 5,
  'accept-offer': 5,
  'let-go': 3,
  'top-up': 2,
  'credit-note': 6,
  'debit-note': 3,
  'write-off': 3,
  'cancel-invoice': 3,
  rebill: 2,
  'join-loyalty': 2,
  'redeem-points': 6,
  'tax-place': 4
}
