// What is barred is neither opened, charged at once nor granted more. What a request does not say, such as where somebody roams, is left to the network.
import type { Dialling } from '@farthing/rules-language'
import { heldSpellings } from './identity.ts'

/** What is barred of a subscription, and since and until which days: of the account's zone, half-open. */
export interface Bar extends Days {
  /** A service of a tariff, international, outgoing, roaming. */
  readonly what: string
  /** The condition as written, or what a person said. */
  readonly reason: string
  /** Of the subscription: who calls them calls it. */
  readonly own: readonly OwnIdentity[]
}

export interface OwnIdentity extends Days {
  readonly identity: string
}

/** Such as 2026-03-01; `until` is the first day that is free again, null: there is none. */
interface Days {
  readonly since: string
  readonly until: string | null
}

export interface AskedUse {
  readonly service: string
  /** Who is called, as identities are spelt; '' when nobody is. */
  readonly party: string
  /** The same as E.164 digits; '' of what is no number. */
  readonly called: string
  /** In the account's zone, such as 2026-03-01. */
  readonly day: string
}

/** The first of a subscription's bars that the use would break. */
export function barOn<B extends Bar>(bars: readonly B[], use: AskedUse, dialling: Dialling | null): B | undefined {
  return bars.find(bar => {
    if (!covers(bar, use.day)) return false
    const { what } = bar
    return (
      what === use.service ||
      (what === 'outgoing' && goesOut(bar, use, dialling)) ||
      (what === 'international' && goesOut(bar, use, dialling) && isAbroad(use, dialling))
    )
  })
}

const covers = ({ since, until }: Days, day: string): boolean => day >= since && (until === null || day < until)

/** A session of who is called says one of the own identities as called. */
function goesOut({ own }: Bar, { day, party }: AskedUse, dialling: Dialling | null): boolean {
  if (party === '') return false
  const spellings = heldSpellings(party, dialling)
  return !own.some(held => spellings.includes(held.identity) && covers(held, day))
}

/** Without dialling rules nobody knows what is abroad, nor of a called party that is no number. */
function isAbroad({ called }: AskedUse, dialling: Dialling | null): boolean {
  return dialling !== null && called !== '' && !called.startsWith(dialling.country)
}

export function barText({ reason, since, what }: Bar): string {
  return `${what} is barred since ${since}: ${reason}`
}
