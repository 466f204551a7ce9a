// A session and its events, in memory and as they are stored.
import { type ChargedEvent, NOTHING_COVERED, type Piece, type TaxTreatment } from '@farthing/billing-core'
import type { AtEnd } from '@farthing/rules-language'
import type { CycleCredit } from '@farthing/simulator'

/** One more whenever a process of an earlier release would read wrongly what is stored: it leaves such sessions to newer ones. */
export const SESSION_SHAPE = 2

export interface SessionEvent extends ChargedEvent {
  /** That the subscription had when it began. */
  readonly plan: string
  readonly group: number
  /** The id under which its usage is stored. */
  readonly event: string
  /** The tariff and the version of the rules that price all of it. */
  readonly tariff: string
  readonly version: string
  /** In which the account is kept that pays; null: in the operator's own. */
  readonly currency: string | null
  /** The first day of the tariff's version, '' when it holds since ever; null: that of the day. */
  readonly tariffFrom: string | null
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Micro, by the source; null when that said nothing. */
  readonly value: number | null
  /** Taxes of its price, as of its beginning: what was paid, is owed and held is with them. */
  readonly tax: TaxTreatment
  /** Micro that it has cost so far, as priced: what of it is not paid comes with the bill. */
  readonly charged: bigint
  /** Ticks that it may use beyond those reported. */
  readonly granted: number
  /** Whether its price depends on what else its account used. */
  readonly terms: boolean
  /** What of it may stand on the bill; null: pockets pay it. */
  readonly credit: CycleCredit | null
  /** What the network is to do when the last of what it was granted is used: as its plan said when it began. */
  readonly atEnd: AtEnd
  /** How often it was debited: each debit has a key of its own. */
  readonly debits: number
}

export interface Session {
  readonly id: string
  readonly account: string
  readonly subscription: string
  readonly service: string
  readonly called: string
  readonly caller: string
  /** Who is called, as identities are spelt: a number or a login; '' when nobody is. */
  readonly party: string
  readonly state: 'open' | 'closed'
  /** As which it is stored; beyond `SESSION_SHAPE` its events are not known here. */
  readonly shape: number
  readonly events: readonly SessionEvent[]
  readonly openedAt: Temporal.Instant
  readonly validUntil: Temporal.Instant
  readonly closedAt: Temporal.Instant | null
}

export interface SessionsToKeep {
  /** Of this batch, by ids of its own. */
  readonly begun: readonly Session[]
  /** That were read before, under their locks. */
  readonly changed: readonly Session[]
}

/** JSON has no bigint, and what pockets pay alone has no credit. */
export interface StoredEvent
  extends Omit<SessionEvent, Amounts | 'tariffFrom' | 'plan' | 'currency' | 'granted' | 'terms' | 'tax' | 'atEnd'> {
  /** Of events that began before it was noted: unknown. */
  readonly plan?: string
  readonly tariffFrom?: string | null
  readonly currency?: string
  readonly paid: string
  /** Of events that began before prices were kept: what was paid. */
  readonly charged?: string
  readonly granted?: number
  readonly terms?: boolean
  /** Left out where nothing is taxed. */
  readonly tax?: TaxTreatment
  /** Left out where the network is to end what goes on. */
  readonly atEnd?: AtEnd
  readonly held: readonly StoredPiece[]
  /** Left out while no pocket of its unit pays or holds anything of it. */
  readonly covered?: StoredCover
  readonly credit?: StoredCredit
}

type Amounts = 'paid' | 'held' | 'covered' | 'charged' | 'owed' | 'promised' | 'credit'

interface StoredPiece {
  readonly pocket: string
  readonly amount: string
}

interface StoredCover {
  readonly worth: string
  readonly held: readonly StoredPiece[]
  readonly ahead: string
  /** Left out: as far as was used. */
  readonly upTo?: number
}

interface StoredCredit extends Omit<CycleCredit, 'limit'> {
  readonly limit: string | null
  readonly owed: string
  readonly promised: string
}

export function storedEvent({
  atEnd,
  covered,
  credit,
  currency,
  owed,
  promised,
  tax,
  ...event
}: SessionEvent): StoredEvent {
  const amounts = { paid: event.paid.toString(), charged: event.charged.toString(), held: event.held.map(storedPiece) }
  const said = {
    ...(tax === null ? {} : { tax }),
    ...(currency === null ? {} : { currency }),
    ...(atEnd.action === 'terminate' ? {} : { atEnd })
  }
  const stored = { ...event, ...said, ...amounts, ...storedCover(covered, event.used) }
  if (credit === null) return stored
  const taken = { owed: owed.toString(), promised: promised.toString() }
  return { ...stored, credit: { ...credit, limit: credit.limit?.toString() ?? null, ...taken } }
}

export function readEvent({ covered, credit, ...event }: StoredEvent): SessionEvent {
  const { charged = event.paid, currency = null, granted = 0, plan = '', tariffFrom = null } = event
  const { atEnd = { action: 'terminate' }, tax = null, terms = false } = event
  const amounts = { paid: BigInt(event.paid), charged: BigInt(charged), held: event.held.map(readPiece) }
  const rest = { plan, tariffFrom, currency, granted, tax, terms, atEnd, covered: readCover(covered, event.used) }
  return { ...event, ...rest, ...amounts, ...readCredit(credit) }
}

function storedCover(
  { ahead, held, upTo, worth }: SessionEvent['covered'],
  used: number
): Pick<StoredEvent, 'covered'> {
  if (worth === 0n && held.length === 0 && upTo === used) return {}
  return { covered: { worth: worth.toString(), held: held.map(storedPiece), ahead: ahead.toString(), upTo } }
}

function readCover(stored: StoredEvent['covered'], used: number): SessionEvent['covered'] {
  if (stored === undefined) return { ...NOTHING_COVERED, upTo: used }
  const { ahead, held, upTo = used, worth } = stored
  return { worth: BigInt(worth), held: held.map(readPiece), ahead: BigInt(ahead), upTo }
}

const storedPiece = ({ amount, pocket }: Piece): StoredPiece => ({ pocket, amount: amount.toString() })
const readPiece = ({ amount, pocket }: StoredPiece): Piece => ({ pocket, amount: BigInt(amount) })

function readCredit(stored: StoredCredit | undefined): Pick<SessionEvent, 'credit' | 'owed' | 'promised'> {
  if (stored === undefined) return { credit: null, owed: 0n, promised: 0n }
  const { owed, promised, ...credit } = stored
  const limit = credit.limit === null ? null : BigInt(credit.limit)
  return { credit: { ...credit, limit }, owed: BigInt(owed), promised: BigInt(promised) }
}
