import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** What an account was given for one reason, or what was taken back of it: append-only. */
export const PointsEntryTable = defineEntity({
  name: 'PointsEntry',
  ...tenantOnly('points_entry'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    /** Of the reason: its entries add up to what is held to be earned by it. */
    key: p.text(),
    unit: p.text(),
    parts: p.bigint('bigint'),
    /** That it filled; null of what was taken back. */
    pocket: p.uuid().nullable(),
    reason: p.text(),
    date: p.type(PlainDateType),
    recordedAt: p.type(InstantType),
    rule: p.json<unknown>().nullable(),
    version: p.text().nullable()
  }
})

/** How far an account was looked at: what there was of it then. */
export const PointsCursorTable = defineEntity({
  name: 'PointsCursor',
  ...tenantOnly('points_cursor'),
  properties: { tenant: p.text().primary(), account: p.uuid().primary(), seen: p.text() }
})

export const pointsTables = [PointsEntryTable, PointsCursorTable]
