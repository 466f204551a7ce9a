// Tables of the machinery itself: the outbox, idempotency keys and number series.
import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { tenantOnly } from './tenant-table.ts'
import { InstantType } from './temporal-types.ts'

export const OutboxTable = defineEntity({
  name: 'OutboxEvent',
  ...tenantOnly('outbox'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    topic: p.text(),
    subject: p.text(),
    payload: p.json<unknown>(),
    createdAt: p.type(InstantType),
    relayedAt: p.type(InstantType).nullable()
  },
  indexes: [
    { name: 'outbox_waiting', expression: 'create index "outbox_waiting" on "outbox" ("id") where relayed_at is null' }
  ]
})
export type OutboxEvent = InferEntity<typeof OutboxTable>

export const IdempotencyTable = defineEntity({
  name: 'IdempotencyKey',
  ...tenantOnly('idempotency_key'),
  properties: {
    tenant: p.text().primary(),
    key: p.text().primary(),
    claim: p.uuid(),
    request: p.text(),
    state: p.text(),
    status: p.integer().nullable(),
    answer: p.text().nullable(),
    createdAt: p.type(InstantType)
  }
})

export const NumberSeriesTable = defineEntity({
  name: 'NumberSeries',
  ...tenantOnly('number_series'),
  properties: {
    tenant: p.text().primary(),
    series: p.text().primary(),
    next: p.bigint('bigint')
  }
})

export const baseTables = [OutboxTable, IdempotencyTable, NumberSeriesTable]
