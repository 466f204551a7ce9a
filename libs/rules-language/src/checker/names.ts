// Every name that a statement declares, and every name that one refers to, whoever brought the statement.
import type { SourcePlace } from '@farthing/billing-core/values'
import { nearest } from '../diagnostics/nearest.ts'
import { nounOf, shortened, visible } from '../diagnostics/wording.ts'
import { writtenName } from '../lexer/written-name.ts'
import type { Match } from '../signature/match.ts'
import type { DaySet, WeekHours } from '../signature/slot-value.ts'
import type { Slot } from '../signature/slot.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import { cellsInFiles } from '../vocabulary/match-parts.ts'
import { placeOf, related, type Report } from './report.ts'

export interface Mention {
  /** Of the thing named: 'plan', 'tariff', 'zone'. */
  readonly kind: string
  readonly name: string
  readonly spot: Spot
}

/** Names that may be declared again: versions of plans and tariffs share theirs, and zones are named by many rows. All others are declared once. */
const SHARED: ReadonlySet<string> = new Set([
  'band',
  'category',
  'family',
  'feature',
  'plan',
  'service',
  'tariff',
  'zone'
])
/** Declared things that are idle when nothing refers to them. */
const WARN_WHEN_IDLE: ReadonlySet<string> = new Set(['tariff', 'zones', 'holidays', 'tiers'])
/** Things that go by the name of another kind too: usage is charged in a category of its service. */
const ALSO: Readonly<Record<string, readonly string[]>> = { category: ['service'] }
const MOST_EXPECTED = 8

/** By kind of thing: names that the installation has by itself, so that no rule may declare them. */
export type TakenNames = Readonly<Record<string, readonly string[]>>

export class Names {
  readonly #declared = new Map<string, Map<string, Spot>>()
  /** Names that tables declare, one map for each table: a deck has tens of thousands. */
  readonly #tables = new Map<string, ReadonlyMap<string, Spot>[]>()
  readonly #references: Mention[] = []
  /** Of what may be there though no rule declares it. */
  readonly #loose: Mention[] = []
  /** By kind: what the installation has by itself. */
  readonly #brought = new Map<string, readonly string[]>()
  /** By category: types of the charges that are booked in it. */
  readonly #booked = new Map<string, Set<string>>()
  readonly #report: Report
  readonly #mayDeclare: (name: string) => boolean
  readonly #taken: TakenNames
  readonly #elsewhere: (mention: Pick<Mention, 'kind' | 'name'>) => Spot | undefined

  /** `mayDeclare`: may the name have been declared or used in a line that could not be read? `elsewhere`: where it is declared for others. */
  constructor(
    report: Report,
    mayDeclare: (name: string) => boolean,
    taken: TakenNames = {},
    elsewhere: (mention: Pick<Mention, 'kind' | 'name'>) => Spot | undefined = () => undefined
  ) {
    this.#elsewhere = elsewhere
    this.#report = report
    this.#taken = taken
    this.#mayDeclare = mayDeclare
  }

  take(mentions: readonly SlotMention[]): void {
    for (const mention of mentions) {
      if (mention.books !== undefined) this.book(mention.name, mention.books)
      if (mention.slot === 'declares') this.declare(mention)
      else if (mention.slot === 'refersTo') this.#references.push(mention)
      else this.#loose.push(mention)
    }
  }

  /** Names of a kind that need no rule: those that come near them, or near a declared one, may be slips. */
  bring(kind: string, names: readonly string[]): void {
    this.#brought.set(kind, names)
  }

  /** Charges of the type may be booked in the category. */
  book(category: string, type: string): void {
    this.#booked.getOrInsertComputed(category, () => new Set()).add(type)
  }

  typesIn(category: string): string[] {
    return [...(this.#booked.get(category) ?? [])]
  }

  declare({ kind, name, spot }: Mention): void {
    if (this.#taken[kind]?.includes(name) === true)
      this.#report.error(spot, 'R0110', `${nounOf(kind)} ${name} is there already: a plugin brings it`)
    const names = this.#declared.get(kind) ?? new Map<string, Spot>()
    this.#declared.set(kind, names)
    const first = names.get(name)
    if (first === undefined) names.set(name, spot)
    else if (!SHARED.has(kind)) {
      this.#report.errorOfNew(spot, 'R0110', `${nounOf(kind)} ${name} is declared twice`, {
        related: [related('it is declared here first', first)]
      })
    }
  }

  /** Takes the names of a table as they are. They may be declared elsewhere too. */
  declareTable(kind: string, names: ReadonlyMap<string, Spot>): void {
    this.#tables.getOrInsertComputed(kind, () => []).push(names)
  }

  place(kind: string, name: string): SourcePlace | undefined {
    const spot = this.#find(kind, name)
    return spot === undefined ? undefined : placeOf(spot)
  }

  #find(kind: string, name: string): Spot | undefined {
    const spot = this.#declared.get(kind)?.get(name)
    if (spot !== undefined) return spot
    for (const names of this.#tables.get(kind) ?? []) if (names.has(name)) return names.get(name)
    return undefined
  }

  /** The names declared of a kind. */
  all(kind: string): string[] {
    const ofTables = (this.#tables.get(kind) ?? []).flatMap(names => [...names.keys()])
    return [...new Set([...(this.#declared.get(kind)?.keys() ?? []), ...ofTables])]
  }

  /** Is it declared, or may it be, in a line that could not be read? */
  knows(kind: string, name: string): boolean {
    return this.#find(kind, name) !== undefined || this.#mayDeclare(name)
  }

  /** Reports unknown names, with the nearest known one, and things that nothing refers to. */
  resolve(): void {
    for (const { kind, name, spot } of this.#references) {
      if (this.#find(kind, name) !== undefined || this.#mayDeclare(name)) continue
      this.#report.add(spot, 'error', 'R0111', () => {
        const names = this.all(kind)
        const message =
          names.length === 0
            ? `no ${nounOf(kind)} is declared, and ${visible(shortened(name, LONGEST_NAME))} is used`
            : `there is no ${nounOf(kind)} named ${visible(shortened(name, LONGEST_NAME))}`
        const other = this.#elsewhere({ kind, name })
        const expected = names.slice(0, MOST_EXPECTED).map(writtenName)
        return other === undefined
          ? { message, nearest: nearest(name, names), expected }
          : { message, expected, related: [related('it is declared here, for customers in another currency', other)] }
      })
    }
    for (const { kind, name, spot } of this.#loose) this.#warnOfSlip(kind, name, spot)
    const used = new Set(this.#references.map(({ kind, name }) => `${kind} ${name}`))
    for (const kind of WARN_WHEN_IDLE) {
      for (const [name, spot] of this.#declared.get(kind) ?? []) {
        if (used.has(`${kind} ${name}`) || this.#mayDeclare(name)) continue
        this.#report.warning(spot, 'R0112', `${nounOf(kind)} ${name} is never used`)
      }
    }
  }

  #warnOfSlip(kind: string, name: string, spot: Spot): void {
    const brought = this.#brought.get(kind)
    const kinds = [kind, ...(ALSO[kind] ?? [])]
    if (brought === undefined || brought.includes(name) || kinds.some(each => this.knows(each, name))) return
    const close = nearest(name, [...brought, ...kinds.flatMap(each => this.all(each))])
    if (close === undefined) return
    this.#report.add(spot, 'warning', 'R0564', () => ({
      message: `no ${nounOf(kind)} is named ${visible(shortened(name, LONGEST_NAME))} here`,
      nearest: close
    }))
  }
}

/** Names in quotation marks may be of any length. */
const LONGEST_NAME = 100

export interface SlotMention extends Mention {
  readonly slot: 'declares' | 'refersTo' | 'mayReferTo'
  /** The type of the charges that are booked in what is declared: in a category, or in that of a service. */
  readonly books?: string
}

/** What a statement and everything in its block name. */
export function allMentionsOf(match: Match): SlotMention[] {
  const within = [...match.children, ...cellsInFiles(match)]
  return [...mentionsOf(match), ...matrixMentionsOf(match), ...within.flatMap(allMentionsOf)]
}

/** The names of a matrix's rows and columns, each where it is written. */
export function matrixMentionsOf({ cells, signature }: Match): SlotMention[] {
  const kind = signature.block?.table?.matrix?.names
  if (kind === undefined) return []
  const named = new Map(cells.flatMap(({ row, column, source }) => [row, column].map(one => [one, source] as const)))
  return [...named].map(([{ name, start, end }, source]) => {
    return { slot: 'refersTo', kind, name, spot: { source, start, end } }
  })
}

/** What the statement itself names, without its block. */
export function mentionsOf(match: Match): SlotMention[] {
  return Object.entries(match.signature.slots).flatMap(([slot, spec]) => mentionsOfSlot(match, slot, spec))
}

function mentionsOfSlot(match: Match, slot: string, spec: Slot): SlotMention[] {
  if (spec.kind === 'days' || spec.kind === 'hours') return calendarsNamed(match, slot)
  if (spec.kind !== 'name' && spec.kind !== 'names' && spec.kind !== 'text') return []
  const roles = (['declares', 'refersTo', 'mayReferTo'] as const).flatMap(role => {
    const kind = spec[role]
    return kind === undefined ? [] : [{ role, kind }]
  })
  const value: unknown = match.slots[slot]
  const items: readonly unknown[] = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
  return items.flatMap((name, index) => {
    if (typeof name !== 'string') return []
    const spot = { source: match.source, ...match.slotSpan(slot, Array.isArray(value) ? index : undefined) }
    return roles.map(({ kind, role }) => ({ slot: role, kind, name, spot, ...bookedIn(match, kind, role) }))
  })
}

function bookedIn({ signature: { charges } }: Match, kind: string, role: string): Pick<SlotMention, 'books'> {
  if (role !== 'declares') return {}
  if (kind === 'service') return { books: USAGE }
  const type = kind === 'category' ? charges?.[0] : undefined
  return type === undefined ? {} : { books: type }
}

/** Type of what is charged for services. */
const USAGE = 'usage'

/** `holidays of AU-NSW` in days or hours. */
function calendarsNamed(match: Match, slot: string): SlotMention[] {
  const value = match.slots[slot] as DaySet | WeekHours | undefined
  if (value === undefined) return []
  const sets = 'parts' in value ? value.parts.map(({ days }) => days) : [value]
  const spot = { source: match.source, ...match.slotSpan(slot) }
  const names = new Set(sets.flatMap(({ calendars }) => calendars))
  return [...names].map(name => ({ slot: 'refersTo', kind: 'holidays', name, spot }))
}
