// Comparisons that were made, as the database keeps them.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { ClassSums, UseClass } from '@farthing/simulator'
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { LineReasons, StoredClasses, StoredSums } from './reconciliation.tables.ts'

export interface Reconciliation {
  readonly id: number
  /** Of the rules, in this version. */
  readonly rule: string
  readonly version: string
  /** The file. */
  readonly name: string
  readonly format: string
  readonly service: string
  readonly unit: BaseUnit
  readonly currency: string
  /** What was compared, half-open; null when no line said when. */
  readonly from: Temporal.Instant | null
  readonly until: Temporal.Instant | null
  /** matched + different + missing here + other zone + malformed + filtered */
  readonly lines: number
  /** Of the lines that are missing here: those that bill a use a second time. */
  readonly twice: number
  readonly classes: Readonly<Record<UseClass, ClassSums>>
  readonly reasons: LineReasons
  /** What is wrong with the file as a whole. */
  readonly problem: string | null
  readonly doneAt: Temporal.Instant
}

/** Null where a side does not tell the use. */
export interface StoredDifference {
  readonly number: number
  readonly kind: Exclude<UseClass, 'matched'> | 'malformed'
  readonly detail: string
  readonly called: string
  readonly line: number | null
  readonly startedThere: Temporal.Instant | null
  /** Ticks. */
  readonly quantityThere: number | null
  /** Micro. */
  readonly priceThere: bigint | null
  readonly event: string | null
  readonly account: string | null
  readonly startedHere: Temporal.Instant | null
  readonly quantityHere: number | null
  readonly priceHere: bigint | null
}

export interface DifferencePage {
  readonly kind?: StoredDifference['kind'] | undefined
  /** Number of the last one of the page before; 0 begins. */
  readonly after: number
  readonly limit: number
}

export async function keepReconciliation(writer: Writer, tenant: string, made: Reconciliation): Promise<void> {
  const { classes, doneAt, from, reasons, until, ...rest } = made
  const { currency, format, id, lines, name, problem, rule, service, twice, unit, version } = rest
  await sql(
    writer,
    `insert into reconciliation (tenant, id, rule, version, name, format, service, unit, currency, from_instant, until_instant,
       lines, twice, classes, reasons, problem, done_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      ...[tenant, id, rule, version, name, format, service, unit, currency],
      ...[from?.toString() ?? null, until?.toString() ?? null, lines, twice],
      ...[JSON.stringify(classes, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))],
      ...[JSON.stringify(reasons), problem, doneAt.toString()]
    ]
  )
}

const COLUMNS = `id, rule, version, name, format, service, unit, currency, from_instant::text as "from",
  until_instant::text as "until", lines::float8, twice, classes, reasons, problem, done_at::text as "doneAt"`

type Row = Omit<Reconciliation, 'from' | 'until' | 'doneAt' | 'classes'> & {
  readonly from: string | null
  readonly until: string | null
  readonly doneAt: string
  readonly classes: StoredClasses
}

export async function findReconciliation(
  writer: Writer,
  tenant: string,
  id: number
): Promise<Reconciliation | undefined> {
  const query = `select ${COLUMNS} from reconciliation where tenant = $1 and id = $2`
  const [row] = await sql<Row>(writer, query, [tenant, id])
  return row && reconciliationOf(row)
}

/** Newest first. */
export async function listReconciliations(
  writer: Writer,
  tenant: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number }
): Promise<Reconciliation[]> {
  const query = `select ${COLUMNS} from reconciliation where tenant = $1 and ($2::int is null or id < $2) order by id desc limit $3`
  return (await sql<Row>(writer, query, [tenant, before ?? null, limit])).map(reconciliationOf)
}

interface DifferenceRow extends Omit<StoredDifference, 'startedThere' | 'startedHere' | 'priceThere' | 'priceHere'> {
  readonly startedThere: string | null
  readonly startedHere: string | null
  readonly priceThere: string | null
  readonly priceHere: string | null
}

/** In the order in which they were found. */
export async function listDifferences(
  writer: Writer,
  tenant: string,
  { after, id, kind, limit }: DifferencePage & { readonly id: number }
): Promise<StoredDifference[]> {
  const rows = await sql<DifferenceRow>(
    writer,
    `select number, kind, detail, called, line, started_there::text as "startedThere", quantity_there::float8 as "quantityThere",
       price_there::text as "priceThere", event, account::text, started_here::text as "startedHere",
       quantity_here::float8 as "quantityHere", price_here::text as "priceHere"
     from reconciliation_difference
     where tenant = $1 and reconciliation = $2 and number > $3 and ($4::text is null or kind = $4) order by number limit $5`,
    [tenant, id, after, kind ?? null, limit]
  )
  return rows.map(({ priceHere, priceThere, startedHere, startedThere, ...rest }) => ({
    ...rest,
    startedThere: instantOrNull(startedThere),
    priceThere: priceThere === null ? null : BigInt(priceThere),
    startedHere: instantOrNull(startedHere),
    priceHere: priceHere === null ? null : BigInt(priceHere)
  }))
}

function instantOrNull(text: string | null): Temporal.Instant | null {
  return text === null ? null : instantFromSql(text)
}

function reconciliationOf({ classes, doneAt, from, until, ...row }: Row): Reconciliation {
  return {
    ...row,
    from: instantOrNull(from),
    until: instantOrNull(until),
    // those that were kept before there was this class have none of it
    classes: Object.fromEntries(
      Object.entries({ 'other-zone': NONE, ...classes }).map(([name, sums]) => [name, sumsOf(sums)])
    ) as Reconciliation['classes'],
    doneAt: instantFromSql(doneAt)
  }
}

const NONE: StoredSums = { uses: 0, quantityThere: '0', quantityHere: '0', priceThere: '0', priceHere: '0' }

function sumsOf({ uses, ...sums }: StoredSums): ClassSums {
  const { priceHere, priceThere, quantityHere, quantityThere } = sums
  return {
    uses,
    quantityThere: BigInt(quantityThere),
    quantityHere: BigInt(quantityHere),
    priceThere: BigInt(priceThere),
    priceHere: BigInt(priceHere)
  }
}
