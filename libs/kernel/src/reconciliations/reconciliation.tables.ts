import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

/** One file of a vendor, compared with own usage. lines = matched + different + missing here + other zone + malformed + filtered. */
export const ReconciliationTable = defineEntity({
  name: 'Reconciliation',
  ...tenantOnly('reconciliation'),
  properties: {
    tenant: p.text().primary(),
    id: p.integer().primary(),
    /** Of the rules: `reconcile NAME`, in this version. */
    rule: p.text(),
    version: p.text(),
    /** The file. */
    name: p.text(),
    format: p.text(),
    service: p.text(),
    unit: p.text(),
    currency: p.text(),
    /** What was compared, half-open; null when no line said when. */
    fromInstant: p.type(InstantType).nullable(),
    untilInstant: p.type(InstantType).nullable(),
    lines: p.bigint('bigint'),
    /** Of the lines that are missing here: those that bill a use a second time. */
    twice: p.integer(),
    classes: p.json<StoredClasses>(),
    reasons: p.json<LineReasons>(),
    /** What is wrong with the file as a whole, though all of it was read. */
    problem: p.text().nullable(),
    doneAt: p.type(InstantType)
  }
})

/** Quantities in ticks, prices in micro. */
export interface StoredSums {
  readonly uses: number
  readonly quantityThere: string
  readonly quantityHere: string
  readonly priceThere: string
  readonly priceHere: string
}
export type StoredClasses = Readonly<Record<string, StoredSums>>

/** How many lines could not be compared, by reason. */
export interface LineReasons {
  readonly malformed: Readonly<Record<string, number>>
  readonly filtered: Readonly<Record<string, number>>
}

/** A use that the two sides tell differently, or that one of them does not tell; a line that cannot be read. */
export const ReconciliationDifferenceTable = defineEntity({
  name: 'ReconciliationDifference',
  ...tenantOnly('reconciliation_difference'),
  properties: {
    tenant: p.text().primary(),
    reconciliation: p.integer().primary(),
    number: p.integer().primary(),
    kind: p.text(),
    /** Why the line cannot be read; 'twice' for a use that is billed again; else ''. */
    detail: p.text(),
    called: p.text(),
    line: p.integer().nullable(),
    startedThere: p.type(InstantType).nullable(),
    quantityThere: p.bigint('bigint').nullable(),
    priceThere: p.bigint('bigint').nullable(),
    event: p.text().nullable(),
    account: p.uuid().nullable(),
    startedHere: p.type(InstantType).nullable(),
    quantityHere: p.bigint('bigint').nullable(),
    priceHere: p.bigint('bigint').nullable()
  }
})

export const reconciliationTables = [ReconciliationTable, ReconciliationDifferenceTable]
