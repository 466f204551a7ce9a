// The statements of an import's transaction. Everything is staged by COPY and made unique on its way into the tables.

/** Of the stage, in the order in which rows are written. `known` is stamped when the transaction begins. */
export const RATED_COLUMNS = [
  'started_at',
  'quantity',
  'billed',
  'amount',
  'class',
  'import',
  'line',
  'account',
  'subscription',
  'tenant',
  'event',
  'called',
  'caller',
  'value',
  'trace'
] as const

/** The stage has one more: `whole`. */
export const QUARANTINE_COLUMNS = [
  'tenant',
  'event',
  'import',
  'line',
  'format',
  'service',
  'state',
  'field',
  'reason',
  'detail',
  'raw'
] as const

const rated = RATED_COLUMNS.join(', ')
const quarantined = QUARANTINE_COLUMNS.join(', ')

export const MAKE_STAGES = `
  create temp table if not exists usage_stage on commit delete rows as select ${rated} from rated_usage with no data;
  create temp table if not exists quarantine_stage on commit delete rows as
    select ${quarantined}, event as whole from usage_quarantine with no data`

/** In order of the key, as every import inserts: two that bring the same events wait for one another, never in a circle. */
export const INSERT_RATED = `insert into rated_usage (${rated}, known)
  select ${rated}, $1::timestamptz from usage_stage order by event on conflict do nothing`

/** The same, telling which events were news. */
export const RETRY_RATED = `${INSERT_RATED} returning event`

/** An event that was rated before is no news, whatever is wrong with it now; nor is a piece of it (`whole` is the event then). */
export const INSERT_QUARANTINED = `with put as (
    insert into usage_quarantine (${quarantined}, known)
    select ${quarantined}, $1::timestamptz from quarantine_stage s
    where not exists (select from rated_usage r where r.tenant = s.tenant and r.event = s.whole)
    order by event on conflict do nothing returning reason)
  select reason, count(*)::int as count from put group by reason`

export const NOTE_CHUNK = `insert into usage_import_chunk
    (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered, reasons, digest)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
