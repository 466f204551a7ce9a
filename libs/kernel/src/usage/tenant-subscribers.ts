// Identities of the tenant with who holds each when, in memory for the time of an import.
import { startOfDayMs } from '@farthing/billing-core'
import type { Dialling } from '@farthing/rules-language'
import { SubscriberIndex } from '@farthing/simulator'
import type { Writer } from '../persistence/index.ts'
import { loadStretches } from '../subscriptions/index.ts'

export interface WantedSubscribers {
  readonly tenant: string
  readonly dialling: Dialling | null
  /** Canonical ones; left out: all. */
  readonly identities?: readonly string[] | undefined
  /** Of accounts that are kept in it alone; left out: of all. */
  readonly currency?: string
}

export async function tenantSubscribers(writer: Writer, wanted: WantedSubscribers): Promise<SubscriberIndex> {
  const { tenant, dialling, identities } = wanted
  const index = new SubscriberIndex(dialling)
  const startOf = dayStarts()
  for (const stretch of await loadStretches(writer, tenant, identities)) {
    const { identity, account, currency, subscription, plan, zone, fromZone, validFrom, validUntil } = stretch
    if (wanted.currency !== undefined && currency !== wanted.currency) continue
    const from = startOf(validFrom, fromZone)
    const until = validUntil === null ? Infinity : startOf(validUntil, zone)
    index.add(identity, { account, subscription, plan, currency, from, until })
  }
  return index
}

/** Most subscribers share their days: each is looked up once. */
function dayStarts(): (day: Temporal.PlainDate, zone: string) => number {
  const known = new Map<string, number>()
  return (day, zone) => {
    const key = `${day} ${zone}`
    let start = known.get(key)
    if (start === undefined) known.set(key, (start = startOfDayMs(day, zone)))
    return start
  }
}
