// A bill is of a day that has come where its account is: before that nothing is drafted and nothing issued.
import type { ClientBase } from 'pg'
import { Refused } from '../http/index.ts'
import { sql } from '../persistence/index.ts'

/** SQL on account `a`: a date, and an instant. */
export function dayHasCome(date: string, now: string): string {
  return `${date} <= (${now}::timestamptz at time zone a.zone)::date`
}

const MOST_NAMED = 10
const LOOK_AHEAD = 'What a bill of that day comes to so far is shown by its preview: `farthing bill preview`.'

export interface RunDay {
  readonly tenant: string
  readonly billDate: Temporal.PlainDate
  readonly now: string
  /** Ids; all that are due when left out. */
  readonly accounts?: readonly string[] | undefined
}

/** Throws where one of the accounts on whose invoices they stand has not reached the day. */
export async function refuseEarlyHeads(
  client: ClientBase,
  { accounts, billDate, now, tenant }: RunDay & { readonly accounts: readonly string[] }
): Promise<void> {
  const early = await earlyAccounts(client, { accounts, billDate, now, tenant })
  if (early.length === 0) return
  const above = early.length === 1 ? `${early[0]}, on whose invoice` : `${early.join(', ')}, on whose invoices`
  throw toCome(`${billDate} has not come for ${above} the lines of accounts that were named stand.`)
}

async function earlyAccounts(client: ClientBase, { accounts, billDate, now, tenant }: RunDay): Promise<string[]> {
  const early = await sql<{ number: string }>(
    client,
    `select a.number from account a where a.tenant = $1 and a.id = any($2::uuid[]) and not ${dayHasCome('$3::date', '$4')}
     order by a.number limit $5`,
    [tenant, accounts, billDate.toString(), now, MOST_NAMED]
  )
  return early.map(({ number }) => number)
}

/** Throws for a day that has come for nobody, or not yet for one of these accounts. */
export async function refuseDayToCome(client: ClientBase, { accounts, billDate, now, tenant }: RunDay): Promise<void> {
  if (accounts !== undefined) {
    const early = await earlyAccounts(client, { accounts, billDate, now, tenant })
    if (early.length > 0) throw toCome(`${billDate} has not come for ${early.join(', ')}.`)
    return
  }
  const [{ come } = { come: false }] = await sql<{ come: boolean }>(
    client,
    `select $2::date <= ($3::timestamptz at time zone 'UTC')::date
       or exists (select from account a where a.tenant = $1 and ${dayHasCome('$2::date', '$3')}) as come`,
    [tenant, billDate.toString(), now]
  )
  if (!come) throw toCome(`${billDate} is still to come: a bill holds all usage before its day.`)
}

function toCome(why: string): Refused {
  const detail = `${why} ${LOOK_AHEAD}`
  return new Refused(409, 'day-to-come', detail, [{ field: 'billDate', message: detail }])
}
