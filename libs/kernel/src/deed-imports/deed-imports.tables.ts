import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

export type DeedImportState = 'running' | 'done' | 'failed'

/** A file of deeds that was sent, and what became of its lines: they add up to `lines`. */
export const DeedImportTable = defineEntity({
  name: 'DeedImport',
  ...tenantOnly('deed_import'),
  properties: {
    tenant: p.text().primary(),
    id: p.integer().primary(),
    deed: p.text(),
    name: p.text(),
    state: p.text().$type<DeedImportState>(),
    lines: p.integer(),
    taken: p.integer(),
    duplicate: p.integer(),
    refused: p.integer(),
    /** Why it did not come to its end. */
    problem: p.text().nullable(),
    startedAt: p.type(InstantType),
    endedAt: p.type(InstantType).nullable()
  },
  checks: [{ name: 'deed_import_adds_up', expression: 'lines = taken + duplicate + refused' }]
})

/** A line of a file that was not taken, until it is. */
export const RefusedDeedTable = defineEntity({
  name: 'RefusedDeed',
  ...tenantOnly('refused_deed'),
  properties: {
    tenant: p.text().primary(),
    import: p.integer().primary(),
    /** From 1 on, the header included. */
    line: p.integer().primary(),
    /** What it says, by name; null where it cannot be read. */
    said: p.json<unknown>().nullable(),
    /** As it came, where it cannot be read. */
    raw: p.text().nullable(),
    reason: p.text(),
    detail: p.text()
  }
})

export const deedImportTables = [DeedImportTable, RefusedDeedTable]
