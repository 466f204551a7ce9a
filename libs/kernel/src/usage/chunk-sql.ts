// The statements of an import's transaction. Everything is staged by COPY and made unique on its way into the tables.
import { BEHIND_LAST } from '@farthing/plugin-sdk'
import { SAME_ID_OTHER_USE } from '@farthing/simulator'

/** Reasons of what waits though its event is rated: nothing of it is in that. */
const APART = `array['${SAME_ID_OTHER_USE}', '${BEHIND_LAST}']`

/** In the order in which rows are written. `known` is stamped when the transaction begins. */
export const RATED_COLUMNS = [
  'started_at',
  'known',
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
  'value'
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

/** Where a stream of rows goes whose events are all news. */
export const RATED_TARGET = `rated_usage (${rated})`

/** Whether one of these events was rated before. */
export const ANY_RATED = 'select from rated_usage where tenant = $1 and event = any($2::text[]) limit 1'

/** In order of the key, as every import inserts: two that bring the same events wait for one another, never in a circle. The first telling counts. */
export const INSERT_RATED = `insert into rated_usage (${rated})
  select ${rated} from usage_stage order by event, ctid on conflict do nothing`

/** The same with what pockets have paid of some of them, telling which events were news. `beyond`: what terms put on the price, or took off. */
export const RETRY_RATED = `insert into rated_usage (${rated}, prepaid, paid_in_units, charged)
  select ${rated}, p.paid, p.in_units, p.beyond + s.amount
  from usage_stage s left join unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) as p (whole, paid, in_units, beyond)
    on p.whole = s.event
  order by s.event, s.ctid on conflict do nothing returning event`

/**
 * Staged rows whose id holds a use that is told otherwise in any way: `repeatOf` says which of them are other uses. `place` counts the
 * rows of the stage from 0. Worth asking where not all were news.
 */
export const TOLD_OTHERWISE = `select s.place, s.event, s.line, c.service, ${useOf('s')} as told,
    rc.unit, r.import, r.line as "ratedLine", ${useOf('r')} as held
  from (select *, (row_number() over (order by ctid) - 1)::int as place from usage_stage) s
  join rated_usage r on r.tenant = s.tenant and r.event = s.event
  join usage_class c on c.tenant = s.tenant and c.id = s.class
  join usage_class rc on rc.tenant = r.tenant and rc.id = r.class
  where (r.quantity, r.called, r.started_at) <> (s.quantity, s.called, s.started_at)
  order by s.place`

function useOf(table: 's' | 'r'): string {
  const fields = { startedAt: 'extract(epoch from T.started_at) * 1000', quantity: 'T.quantity', to: 'T.called' }
  const pairs = Object.entries(fields).map(([name, value]) => `'${name}', ${value.replace('T', table)}`)
  return `jsonb_build_object(${pairs.join(', ')})`
}

/**
 * Lines that wait and whose events have come otherwise, pieces of them too, and the reasons of those that this import left there itself: they are
 * its duplicates from now on. Those that a retry has at hand are its own to settle. Asked for as an array, what waits is found by what was
 * staged, however much of it there is.
 */
export const SETTLE_WAITING = `with ${waitingFor('lines', 'event')}, ${waitingFor('pieces', 'whole')},
  settled as (
    update usage_quarantine q set state = 'duplicate', settled_by = $2
    from (select event from lines union select event from pieces) w
    where q.tenant = $1 and q.event = w.event returning q.import, q.reason)
  select reason, count(*)::int as count from settled where import = $2 group by reason`

/** The same for pieces alone, telling which: a retry settles the lines themselves. */
export const SETTLE_PIECES = `with ${waitingFor('pieces', 'whole')}
  update usage_quarantine q set state = 'duplicate', settled_by = $2
  from pieces w where q.tenant = $1 and q.event = w.event returning q.event`

function waitingFor(name: string, column: 'event' | 'whole'): string {
  return `${name} as (
    select q.event from usage_quarantine q
    where q.tenant = $1 and q.${column} = any(array(select event from usage_stage)) and q.state = 'open'
      and exists (select from usage_quarantine where tenant = $1 and state = 'open')
      and q.reason <> all(${APART})
    for update of q skip locked)`
}

/** The same at the end of an import, for lines whose events another connection rated at the same time. */
export const SETTLE_OWN = `with settled as (
    update usage_quarantine q set state = 'duplicate', settled_by = $2
    where q.tenant = $1 and q.import = $2 and q.state = 'open' and q.reason <> all(${APART})
      and exists (select from rated_usage r where r.tenant = q.tenant and r.event = any(array[q.event, q.whole]))
    returning q.reason)
  select reason, count(*)::int as count from settled group by reason`

/**
 * The same for lines of other imports: chunks whose events are all news leave that to the end of their import. `$3`: rows that the least of
 * them has. By either name on its own: only equalities let it begin with what the import rated as well as with what waits.
 */
export const SETTLE_OTHERS = `with ${ratedBy('lines', 'event')}, ${ratedBy('pieces', 'whole')}
  update usage_quarantine q set state = 'duplicate', settled_by = $2
  from (select event from lines union select event from pieces) w
  where q.tenant = $1 and q.event = w.event`

function ratedBy(name: string, column: 'event' | 'whole'): string {
  return `${name} as (
    select q.event from usage_quarantine q
    join rated_usage r on r.tenant = q.tenant and r.event = q.${column} and r.import = $2
    where q.tenant = $1 and q.state = 'open' and q.${column} is not null
      and q.import <> $2 and q.reason <> all(${APART})
      and (select max(rated) from usage_import_chunk where tenant = $1 and import = $2) >= $3
    for update of q skip locked)`
}

/** An event that was rated before is no news, whatever is wrong with it now; nor is a piece of it (`whole` is the event then). */
export const INSERT_QUARANTINED = `with put as (
    insert into usage_quarantine (${quarantined}, known, whole)
    select ${quarantined}, $1::timestamptz, nullif(s.whole, s.event) from quarantine_stage s
    where not exists (select from rated_usage r where r.tenant = s.tenant and r.event = s.whole)
    order by event, ctid on conflict do nothing returning reason)
  select reason, count(*)::int as count from put group by reason`

export const NOTE_CHUNK = `insert into usage_import_chunk
    (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered, reasons, digest)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
