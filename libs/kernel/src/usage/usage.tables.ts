import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** What thousands of rated events share: a rated row holds its number only. */
export const UsageClassTable = defineEntity({
  name: 'UsageClass',
  ...tenantOnly('usage_class'),
  properties: {
    tenant: p.text().primary(),
    /** Made from all the other columns, so that nobody has to be asked for it. */
    id: p.bigint('bigint').primary(),
    /** That the subscription had when the event was rated; '' of events that were rated before this was noted. */
    plan: p.text().default(''),
    service: p.text(),
    zone: p.text(),
    /** Names joined by '+'. */
    bands: p.text(),
    tariff: p.text(),
    /** Of the rules. */
    version: p.text(),
    unit: p.text(),
    currency: p.text(),
    /** First day of the tariff's version where it is another than that of the event's day, 'ever' for the first; else ''. */
    tariffSince: p.text().default('')
  }
})

/**
 * One rated event, known once by its id. Wide columns first, so that a row has no holes; COPY writes them in this order.
 * A row is never changed: `billed`, `amount` and `class` are the price with which it arrived, from which bills and conditions count.
 * What re-ratings made of it stands beside it: `price_now` is the price of now.
 */
export const RatedUsageTable = defineEntity({
  name: 'RatedUsage',
  ...tenantOnly('rated_usage'),
  properties: {
    startedAt: p.type(InstantType),
    /** When Farthing learned it. */
    known: p.type(InstantType),
    /** Ticks of the class's unit. */
    quantity: p.bigint('bigint'),
    billed: p.bigint('bigint'),
    /** Micro of the class's currency, before allowances, and without what tiers price when the bill is made. */
    amount: p.bigint('bigint'),
    class: p.bigint('bigint'),
    import: p.integer(),
    line: p.integer(),
    account: p.uuid(),
    subscription: p.uuid(),
    tenant: p.text().primary(),
    event: p.text().primary(),
    /** E.164 digits; '' when there is none. */
    called: p.text(),
    caller: p.text(),
    /** Micro of the class's currency, by the source; null when that said nothing. */
    value: p.bigint('bigint').nullable(),
    /** Micro that pockets have paid of it while it happened: bills leave that alone. Null: nobody was asked to pay at once. */
    prepaid: p.bigint('bigint').nullable(),
    /** Of `prepaid`, what pockets of its own unit paid, and all that the use came to then. Null: money paid all of it. */
    paidInUnits: p.bigint('bigint').nullable(),
    charged: p.bigint('bigint').nullable(),
    /** In which it started, of 168 hours from a Monday in UTC: see `account_usage`. */
    week: p
      .type(InstantType)
      .generated(
        `(date_bin('168:00:00'::interval, started_at, '2000-01-03 00:00:00+00'::timestamp with time zone)) stored`
      )
  },
  indexes: [
    { name: 'rated_usage_account', properties: ['tenant', 'week', 'account', 'startedAt'] },
    {
      name: 'rated_usage_known',
      expression: 'create index "rated_usage_known" on "rated_usage" using brin ("known") with (autosummarize = on)'
    },
    {
      name: 'rated_usage_charged',
      expression: 'create index "rated_usage_charged" on "rated_usage" ("tenant", "known") where import = 0'
    }
  ]
})

/** A use that was rated for who has its number no more, by what was told later: `account_usage` leaves it out. */
export const UsageAsideTable = defineEntity({
  name: 'UsageAside',
  ...tenantOnly('usage_aside'),
  properties: {
    tenant: p.text().primary(),
    /** As the use itself has it. */
    week: p.type(InstantType).primary(),
    account: p.uuid().primary(),
    event: p.text().primary(),
    /** When that was told. */
    known: p.type(InstantType)
  },
  indexes: [{ name: 'usage_aside_known', properties: ['tenant', 'known'] }]
})

/** One reading of a file or stream, or one retry of quarantined lines. lines = rated + duplicate + quarantined + filtered. */
export const UsageImportTable = defineEntity({
  name: 'UsageImport',
  ...tenantOnly('usage_import'),
  properties: {
    tenant: p.text().primary(),
    id: p.integer().primary(),
    kind: p.text().$type<'file' | 'inbox' | 'stream' | 'events' | 'retry'>(),
    name: p.text(),
    format: p.text(),
    state: p.text().$type<'running' | 'done' | 'failed'>(),
    /** First line of the file. */
    header: p.text().nullable(),
    /** Hash of the file's beginning, by which a broken-off import is found again. */
    head: p.text().nullable(),
    lines: p.bigint('bigint'),
    rated: p.bigint('bigint'),
    duplicate: p.bigint('bigint'),
    quarantined: p.bigint('bigint'),
    filtered: p.bigint('bigint'),
    reasons: p.json<Reasons>(),
    /** Hash of the whole file, uncompressed. */
    digest: p.text().nullable(),
    problem: p.text().nullable(),
    /** Sentences. */
    notes: p.json<readonly string[]>(),
    startedAt: p.type(InstantType),
    finishedAt: p.type(InstantType).nullable(),
    /** What was known then it rates by; null: it rates nothing. */
    asOf: p.type(InstantType).nullable()
  },
  indexes: [
    {
      name: 'usage_import_running',
      expression: `create index "usage_import_running" on "usage_import" ("tenant", "id") where state = 'running'`
    },
    {
      name: 'usage_import_as_of',
      expression: 'create index "usage_import_as_of" on "usage_import" ("tenant", (coalesce("as_of", "started_at")))'
    }
  ]
})
export type UsageImportRow = InferEntity<typeof UsageImportTable>

/** What became of the lines of all imports that began on a day and have ended; retries left out. */
export const UsageDayTable = defineEntity({
  name: 'UsageDay',
  ...tenantOnly('usage_day'),
  properties: {
    tenant: p.text().primary(),
    /** In UTC. */
    day: p.type(PlainDateType).primary(),
    rated: p.bigint('bigint'),
    duplicate: p.bigint('bigint'),
    quarantined: p.bigint('bigint'),
    filtered: p.bigint('bigint'),
    /** When the last of them did. */
    endedAt: p.type(InstantType)
  }
})

/** How many lines were not rated, by reason. */
export interface Reasons {
  readonly quarantined: Readonly<Record<string, number>>
  readonly filtered: Readonly<Record<string, number>>
}

/** What one transaction of a running import has done: the bytes from `start` to `end` of the file. */
export const UsageImportChunkTable = defineEntity({
  name: 'UsageImportChunk',
  ...tenantOnly('usage_import_chunk'),
  properties: {
    tenant: p.text().primary(),
    import: p.integer().primary(),
    start: p.bigint('bigint').primary(),
    end: p.bigint('bigint'),
    lines: p.integer(),
    rated: p.integer(),
    duplicate: p.integer(),
    quarantined: p.integer(),
    filtered: p.integer(),
    reasons: p.json<Reasons>(),
    /** Hash of all bytes before `end`. */
    digest: p.text()
  }
})

/** A line that could not be rated, until somebody removes the cause and has it retried. */
export const UsageQuarantineTable = defineEntity({
  name: 'UsageQuarantine',
  ...tenantOnly('usage_quarantine'),
  properties: {
    tenant: p.text().primary(),
    event: p.text().primary(),
    import: p.integer(),
    line: p.integer(),
    format: p.text(),
    /** '' where the line could not be read so far. */
    service: p.text(),
    state: p.text().$type<'open' | 'rated' | 'duplicate' | 'filtered' | 'dropped'>(),
    field: p.text(),
    reason: p.text(),
    detail: p.text(),
    raw: p.blob(),
    known: p.type(InstantType),
    /** The retry that took it out, or the import that brought its event otherwise. */
    settledBy: p.integer().nullable(),
    /** Who dropped it, why and when. */
    droppedBy: p.text().nullable(),
    droppedWhy: p.text().nullable(),
    droppedAt: p.type(InstantType).nullable(),
    /** The event of which it is a piece: rated, it makes the line a duplicate. Null: the line is no piece. */
    whole: p.text().nullable()
  },
  indexes: [
    {
      name: 'usage_quarantine_open',
      expression: `create index "usage_quarantine_open" on "usage_quarantine" ("tenant", "import", "line") where state = 'open'`
    },
    {
      name: 'usage_quarantine_settled',
      expression: `create index "usage_quarantine_settled" on "usage_quarantine" ("tenant", "state", "import", "line") where state <> 'open'`
    },
    {
      name: 'usage_quarantine_pieces',
      expression: `create index "usage_quarantine_pieces" on "usage_quarantine" ("tenant", "whole") where state = 'open' and whole is not null`
    }
  ]
})

/** A limit of the operator that quarantine is beyond, since when: told once, until it is kept again. */
export const UsageAlertTable = defineEntity({
  name: 'UsageAlert',
  ...tenantOnly('usage_alert'),
  properties: {
    tenant: p.text().primary(),
    name: p.text().$type<'share' | 'age'>().primary(),
    since: p.type(InstantType)
  }
})

export const usageTables = [
  UsageClassTable,
  RatedUsageTable,
  UsageAsideTable,
  UsageImportTable,
  UsageImportChunkTable,
  UsageDayTable,
  UsageQuarantineTable,
  UsageAlertTable
]
