// What may be done to an account or a subscription beside what the kernel knows: declared by a plugin, kept in the history as a fact.
import type { AccountHistory, DeedFields, SubscriptionHistory } from '@farthing/billing-core'
import { date, formatDecimal, parseDecimal, type RuleRef } from '@farthing/billing-core/values'

interface FieldWords {
  readonly optional?: true
  /** Said only to be checked: whoever tells the deed again may leave it out. */
  readonly checkOnly?: true
  readonly doc: string
}

/** `money` micro of the account's currency, zero and negative included; `count` a whole number from 0 on; `name` a word in kebab case; `account` another account, by its number; `partner` by its code. */
export type DeedField = FieldWords &
  (
    | { readonly kind: 'money' | 'text' | 'name' | 'count' | 'date' | 'flag' | 'account' | 'partner' }
    | { readonly kind: 'choice'; readonly of: readonly string[] }
  )

export type DeedFieldSet = Readonly<Record<string, DeedField>>

interface ValueOfKind {
  readonly money: bigint
  readonly text: string
  readonly name: string
  readonly count: number
  readonly date: Temporal.PlainDate
  readonly flag: boolean
  readonly account: string
  readonly partner: string
  readonly choice: string
}

/** What is left out is null. */
export type DeedValues<F extends DeedFieldSet> = {
  readonly [K in keyof F]: ValueOfKind[F[K]['kind']] | (F[K] extends { readonly optional: true } ? null : never)
}

/** What a statement says of the subscription's plan and features of the day, or in a file by itself. */
export interface HeldStatement {
  /** Id of the statement. */
  readonly signature: string
  readonly value: unknown
  readonly at: RuleRef
  readonly kind: 'plan' | 'feature' | 'file'
  readonly name: string
}

/** A deed that somebody asks for, on the account as it is without it. */
export interface AskedDeed<F extends DeedFieldSet = DeedFieldSet> {
  readonly values: DeedValues<F>
  readonly day: Temporal.PlainDate
  readonly history: AccountHistory
  /** Null: it is asked for the account. */
  readonly subscription: SubscriptionHistory | null
  readonly held: readonly HeldStatement[]
  /** Parts of a unit that the account's own pockets have free. */
  free(unit: string): bigint
  /** The same of another day: what was agreed then. */
  heldOn(day: Temporal.PlainDate): readonly HeldStatement[]
}

/** A deed before anybody asks for it; `held` is what stands in files by itself. */
export type OfferedDeed<F extends DeedFieldSet = DeedFieldSet> = Pick<AskedDeed<F>, 'values' | 'day' | 'held'>

/** `reason`: what the customer is told. `rule`: what decided; null where no rule did. `field`: of the deed, at which it lies; left out where at none. */
export interface DeedRefusal {
  readonly reason: string
  readonly field?: string
  readonly rule: RuleRef | null
}

/** What a deed takes out of the account's pockets, exactly or not at all, and what fills a new one. Parts of a unit, more than zero. */
export interface PocketMoves {
  readonly takes: { readonly unit: string; readonly parts: bigint }
  readonly gives: GivenPocket | null
  /** Of the new pocket, and in the books. */
  readonly reason: string
}

/** Shared by all of the account. */
export interface GivenPocket {
  readonly unit: string
  readonly parts: bigint
  /** What alone it pays for; left out: all that is counted in its unit. */
  readonly services?: readonly string[] | null
  /** The first day on which it can no longer be used; left out: it does not end. */
  readonly until?: Temporal.PlainDate | null
}

/** What is charged by itself until a deed ends it. */
export interface GoingOn {
  /** As deeds call it. */
  readonly name: string
  readonly since: Temporal.PlainDate
}

/** The same, as another account is told it. */
export interface Counterpart {
  /** What is done to the other account. */
  readonly deed: string
  /** The field that names the other account; the counterpart has it not. */
  readonly account: string
  /** The field of the counterpart that names this account; all other fields are the same. */
  readonly by: string
}

export interface Deed<F extends DeedFieldSet = DeedFieldSet> {
  /** 'sign-contract': kebab case; the `do` of a life, the path over HTTP. */
  readonly name: string
  readonly to: 'account' | 'subscription' | 'either'
  readonly fields: F
  /** One sentence for the reference. */
  readonly doc: string
  readonly example: Readonly<Record<string, string | number | boolean>>
  /** Fields that together are its identity: done once for all of an operator's accounts, and told again with the same, answered as before. */
  readonly knownBy?: readonly string[]
  /** Both are done, or neither is. */
  readonly counterpart?: Counterpart
  /** What is done to the other account of `account` when this one has no subscription left, for a time or for good; `by` names this account. */
  readonly whenLeft?: Counterpart
  /** The field of kind `date` on which it comes true: until then it is pending. */
  readonly comesOn?: string
  /** Told as `contract` of the subscribe that starts its subscription too, in lives and over HTTP: both happen, or neither. */
  readonly withStart?: 'contract'
  /** Ends what goes on by itself: it may be done to a closed account too. */
  readonly ends?: true
  /** Pure and total. What deeds of this name have begun for the account itself, and nothing ends: while there is any, the account stays open. */
  goesOn?(history: AccountHistory): readonly GoingOn[]
  /** Pure and total, of the rules of the day alone: null where they have what it names. Where they have it on no day of a voucher, none is made; `judge` sees to it itself. */
  offers?(asked: OfferedDeed<F>): DeedRefusal | null
  /** Pure and total. Null: it may be done. */
  judge?(asked: AskedDeed<F>): DeedRefusal | null
  /** Of one that may be done: what it does to pockets at once, and only once. Null: nothing. */
  moves?(asked: AskedDeed<F>): PocketMoves | null
}

/** What a deed answers that looked for what it names: null, it is there. */
export function refusalOf(found: DeedRefusal | { readonly at: DeedRefusal['rule'] }): DeedRefusal | null {
  return 'reason' in found ? found : null
}

/** Keeps the fields' types, so that `values.amount` is money and not just any value. */
export function defineDeed<const F extends DeedFieldSet>(deed: Deed<F>): Deed<F> {
  return deed
}

/** What a new subscription's `contract` tells; undefined where no plugin has contracts. */
export function contractDeed(deeds: Iterable<Deed>): Deed | undefined {
  return [...deeds].find(({ withStart }) => withStart === 'contract')
}

/** As the history keeps them. */
export function deedFields<F extends DeedFieldSet>({ fields }: Deed<F>, values: Partial<DeedValues<F>>): DeedFields {
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, { kind }] of Object.entries(fields)) {
    const value = values[name] as ValueOfKind[DeedField['kind']] | null | undefined
    if (value === null || value === undefined) continue
    kept[name] =
      kind === 'money'
        ? formatDecimal(value as bigint, 6)
        : kind === 'date'
          ? (value as Temporal.PlainDate).toString()
          : (value as string | number | boolean)
  }
  return kept
}

/** What the history keeps, as the plugin's own values. It was read by `readDeed`, or written by `deedFields`. */
export function deedValues<F extends DeedFieldSet>({ fields }: Deed<F>, kept: DeedFields): DeedValues<F> {
  const values = Object.entries(fields).map(([name, { kind }]) => {
    const value = kept[name]
    if (value === undefined) return [name, null]
    if (kind === 'money') return [name, parseDecimal(String(value))]
    return [name, kind === 'date' ? date(String(value)) : value]
  })
  return Object.fromEntries(values) as DeedValues<F>
}
