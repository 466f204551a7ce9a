// What is at hand of an account while its usage is gone through.
import { accountHistory } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import { AccountRepricer, type RepricingWorld } from '@farthing/simulator'
import type { ChunkAccount } from '../billing-run/index.ts'
import { uuidWords } from '../usage/index.ts'

interface PricesTask {
  readonly knownAt: Temporal.Instant
  readonly world: RepricingWorld
}

export interface AccountPrices {
  /** Or why it has none. */
  readonly repricer: AccountRepricer | string
  /** Of its id. */
  readonly words: Int32Array
  /** Uses that began before are on a bill that stands, if it knew of them. */
  readonly billedUntilMs: number
}

export function accountPrices(
  { cursor, facts, id, number, zone }: ChunkAccount,
  { knownAt, world }: PricesTask
): AccountPrices {
  const words = new Int32Array(4)
  uuidWords(id, words, 0)
  const ends = [cursor.billDate, cursor.dirtyFrom].flatMap(day => (day === null ? [] : [startOfDayMs(day, zone)]))
  const billedUntilMs = cursor.billDate === null ? -Infinity : Math.min(...ends)
  try {
    const history = accountHistory(id, facts, knownAt)
    const repricer = history === null ? `nothing opens account ${number}` : new AccountRepricer(history, world)
    return { repricer, words, billedUntilMs }
  } catch (error) {
    // facts that make no history park their account, here as in a bill run
    return { repricer: error instanceof Error ? error.message : String(error), words, billedUntilMs }
  }
}
