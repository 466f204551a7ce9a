// A customer's life as LIFE.json tells it: an account and the facts that happen to it.
import type { AcceptedOffer } from '@farthing/billing-core'
import type { Deed as PluginDeed, DeedFields } from '@farthing/plugin-sdk'
import {
  optional,
  readAmount,
  readBillDay,
  readChange,
  readCharged,
  readCurrency,
  readDate,
  readLater,
  readOnOff,
  readPending,
  readPlace,
  readPriority,
  readQuantity,
  readText,
  readTexts,
  readValue,
  readWhen,
  readZone,
  required
} from './field.ts'
import type { Moment } from './field.ts'
import type { ValuesOf } from './read-fields.ts'
import { readNoteLines } from './read-note-lines.ts'

/** Which subscription: its `as`. May be left out while there is only one. */
const subscription = { as: optional(readText) }
/** `charged`: at once, by an invoice of its own, or with the next bill. */
const change = { ...subscription, when: optional(readWhen), charged: optional(readCharged) }
const item = {
  ...subscription,
  amount: required(readAmount),
  description: optional(readText),
  category: optional(readText)
}
const payment = { amount: optional(readAmount), invoice: optional(readText), method: optional(readText) }
/** Of which invoice, the newest that stands when left out; and why. */
const note = { invoice: optional(readText), reason: required(readText) }
/** `until`: the first day on which it can no longer be used; `services`: what alone it pays for. */
const pocket = { until: optional(readDate), priority: optional(readPriority), services: optional(readTexts) }

/** The fields of each `do`, beside `on` or `at`, `known` and `do` itself. */
export const factShapes = {
  subscribe: {
    as: optional(readText),
    plan: required(readText),
    identities: optional(readTexts),
    account: optional(readText),
    features: optional(readTexts),
    contract: optional(readLater)
  },
  change: { ...change, plan: required(readText), pending: optional(readPending) },
  feature: { ...change, feature: required(readText), state: required(readOnOff) },
  /** `to`: the new one; `instead`: the one that it takes the place of, where there are several. */
  renumber: { ...subscription, to: required(readText), instead: optional(readText) },
  /** Between this account (where left out) and another, by a name that only tells it from others. */
  move: { ...subscription, from: optional(readText), to: optional(readText) },
  suspend: { ...change, suspension: optional(readText) },
  resume: change,
  terminate: change,
  withdraw: { ...subscription, what: required(readChange) },
  /** Of the retention desk, by its title. */
  'accept-offer': { ...subscription, offer: required(readText) },
  'let-go': subscription,
  use: {
    ...subscription,
    service: required(readText),
    quantity: required(readQuantity),
    to: optional(readText),
    from: optional(readText),
    value: optional(readValue)
  },
  charge: item,
  credit: item,
  'tax-place': { ...subscription, place: required(readPlace), taxId: optional(readText) },
  'move-bill-day': { billDay: required(readBillDay) },
  'tax-exemption': { tax: required(readText), certificate: required(readText), until: optional(readDate) },
  pay: { ...payment, reference: optional(readText) },
  fail: { ...payment, reason: optional(readText) },
  reverse: { reference: optional(readText) },
  /** Of the credit that no open invoice asks for; all of it when left out. */
  refund: {
    ...{ amount: optional(readAmount), method: optional(readText), reference: optional(readText) },
    reason: required(readText)
  },
  'credit-note': { ...note, amount: optional(readAmount), lines: optional(readNoteLines) },
  'debit-note': { ...note, lines: required(readNoteLines) },
  'write-off': { ...note, amount: optional(readAmount) },
  'cancel-invoice': note,
  rebill: note,
  'top-up': { ...pocket, amount: required(readAmount), method: optional(readText), reference: optional(readText) },
  /** Of money, or of what use is counted in. */
  grant: { ...pocket, amount: optional(readAmount), quantity: optional(readQuantity), reason: required(readText) },
  /** A group is known by its name; `as` left out: all of the account. */
  join: { ...subscription, group: required(readText), until: optional(readDate) },
  leave: { ...subscription, group: required(readText) },
  /** What members of it used that are of other accounts. */
  'group-use': { group: required(readText), service: required(readText), quantity: required(readQuantity) },
  bill: {},
  advance: {},
  publish: { rules: required(readText) }
} as const

/** What the design has and nobody has built yet: refused by name. */
export const unbuiltFacts: readonly string[] = ['port']

/** What the kernel itself can do. */
export type Deed = keyof typeof factShapes

export const deeds = Object.keys(factShapes) as readonly Deed[]

interface Told {
  /** Place in the list of facts, from 1. */
  readonly number: number
  /** The day of the account's zone on which it takes effect. */
  readonly on: Temporal.PlainDate
  /** The instant at which it happens; the start of the day when only a date was told. */
  readonly at: Temporal.Instant
  /** When it became known. */
  readonly known: Temporal.Instant
}

/** What a plugin declares: its own name is the `do` of the file. */
interface DeedTold extends Told {
  readonly do: 'deed'
  readonly deed: string
  readonly to: PluginDeed['to']
  readonly fields: DeedFields
  readonly as?: string
}

/** What is told with it and read by a plugin's words, or comes of it. */
interface WithIt {
  /** Of the retention desk. */
  readonly credit: { readonly offer?: AcceptedOffer }
  readonly subscribe: { readonly contract?: Pick<DeedTold, 'deed' | 'fields'> }
}

type Fields<K extends Deed> = ValuesOf<(typeof factShapes)[K]> & (K extends keyof WithIt ? WithIt[K] : unknown)

export type LifeFact<D extends Deed | 'deed' = Deed | 'deed'> =
  | { [K in Exclude<D, 'deed'>]: Told & { readonly do: K } & Fields<K> }[Exclude<D, 'deed'>]
  | ('deed' extends D ? DeedTold : never)

export type GroupFact = LifeFact<'join' | 'leave' | 'group-use'>

/** What a person corrects of an issued invoice. */
export type NoteFact = LifeFact<(typeof NOTES)[number]>
const NOTES = ['credit-note', 'debit-note', 'write-off', 'cancel-invoice', 'rebill'] as const

export function isOfInvoice(fact: LifeFact): fact is NoteFact {
  return NOTES.some(one => one === fact.do)
}

/** What the retention desk does. */
export type DeskFact = LifeFact<'accept-offer' | 'let-go'>

export function isOfDesk(fact: LifeFact): fact is DeskFact {
  return fact.do === 'accept-offer' || fact.do === 'let-go'
}

export function isOfGroup(fact: LifeFact): fact is GroupFact {
  return fact.do === 'join' || fact.do === 'leave' || fact.do === 'group-use'
}

export const accountShape = {
  billDay: optional(readBillDay),
  zone: optional(readZone),
  currency: optional(readCurrency),
  opened: optional(readDate)
} as const

export interface Life {
  /** What is left out is the operator's; the bill day is then the first. */
  readonly account: ValuesOf<typeof accountShape>
  readonly facts: readonly LifeFact[]
}

/** What is wrong with a LIFE.json: which fact (its place from 1; null for the account), which field, what to do. */
export interface LifeProblem {
  readonly fact: number | null
  readonly field: string
  readonly problem: string
}

export type { Moment }
