// The statements of an import's transaction. Everything is staged by COPY and made unique on its way into the tables.

/** Why a line waits whose id was rated for another use. */
export const SAME_ID_OTHER_USE = 'same-id-other-use'

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

/** In order of the key, as every import inserts: two that bring the same events wait for one another, never in a circle. The first telling counts. */
export const INSERT_RATED = `insert into rated_usage (${rated}, known)
  select ${rated}, $1::timestamptz from usage_stage order by event, ctid on conflict do nothing`

/** The same, telling which events were news. */
export const RETRY_RATED = `${INSERT_RATED} returning event`

/**
 * Staged rows whose id holds another use: of another length, to another number, or begun more than a minute away (accounting that is
 * sent again tells its start a little otherwise). `place` counts the rows of the stage from 0. Worth asking where not all were news.
 */
export const OTHER_USES = `select s.place, s.event, s.line, c.service, rc.unit, r.import, r.line as "ratedLine",
    r.started_at::text as "startedAt", r.quantity, r.called, concat_ws(' ', s.started_at, s.quantity, s.called) as use
  from (select *, (row_number() over (order by ctid) - 1)::int as place from usage_stage) s
  join rated_usage r on r.tenant = s.tenant and r.event = s.event
  join usage_class c on c.tenant = s.tenant and c.id = s.class
  join usage_class rc on rc.tenant = r.tenant and rc.id = r.class
  where (r.quantity, r.called) <> (s.quantity, s.called)
    or r.started_at not between s.started_at - interval '1 minute' and s.started_at + interval '1 minute'
  order by s.place`

/** Lines that wait and whose events have come otherwise; those that a retry has at hand are its own to settle. */
export const SETTLE_WAITING = `with waiting as (
    select q.event from usage_stage s
    join usage_quarantine q on q.tenant = s.tenant and q.event = s.event and q.state = 'open'
    where exists (select from usage_quarantine where tenant = $1 and state = 'open') and q.reason <> '${SAME_ID_OTHER_USE}'
    for update of q skip locked)
  update usage_quarantine q set state = 'duplicate', settled_by = $2 from waiting w where q.tenant = $1 and q.event = w.event`

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
