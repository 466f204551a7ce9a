// Reservations that no open session holds are given back: a process of an earlier release may close a session without it.
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { beginKnown, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { changePockets } from '../pockets/index.ts'
import { SESSION_SHAPE } from './charging-session.ts'

interface Stray {
  readonly account: string
  readonly pocket: string
  /** Parts of its unit, more than zero. */
  readonly amount: string
}

/** Pockets, all or some of them, that hold more than open sessions say. None while one of those is of a newer release: what it holds is not known here. */
const STRAY = `with held as (
    select (piece->>'pocket')::uuid as pocket, sum((piece->>'amount')::bigint) as amount
    from charging_session s cross join lateral json_array_elements(s.events) event
      cross join lateral (select json_array_elements(event->'held') as piece
        union all select json_array_elements(event->'covered'->'held')) pieces
    where s.tenant = $1 and s.state = 'open' group by 1)
  select p.account, p.id as pocket, (p.reserved - coalesce(held.amount, 0))::text as amount
  from pocket p left join held on held.pocket = p.id
  where p.tenant = $1 and p.filled and p.reserved > coalesce(held.amount, 0) and ($2::uuid[] is null or p.id = any($2))
    and not exists (select from charging_session s where s.tenant = $1 and s.state = 'open' and s.shape > ${SESSION_SHAPE})`

const LOCK = `select from pocket where tenant = $1 and account = any($2::uuid[]) and id = any($3::uuid[])
  order by account, id for no key update`

@Injectable()
export class StrayReservations {
  readonly #log = new Logger('charging')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Returns of how many pockets. What looks so at first is looked at again under the locks of the pockets, which whoever charges holds until its sessions say so too. */
  async release(): Promise<number> {
    const { tenant } = this.settings
    const found = await this.persistence.bulk(tenant, client => sql<Stray>(client, STRAY, [tenant, null]))
    if (found.length === 0) return 0
    return this.persistence.bulk(tenant, client => this.#release(client, found))
  }

  async #release(client: ClientBase, found: readonly Stray[]): Promise<number> {
    const { tenant } = this.settings
    const ids = found.map(({ pocket }) => pocket)
    await beginKnown(client, tenant)
    await sql(client, LOCK, [tenant, found.map(({ account }) => account), ids])
    const stray = await sql<Stray>(client, STRAY, [tenant, ids])
    const changes = stray.map(({ account, amount, pocket }) => ({
      ...{ account, pocket, balance: 0n, reserved: -BigInt(amount) }
    }))
    await changePockets(client, tenant, changes)
    for (const each of stray) this.#log.warn(each, 'no open session holds what was reserved: it is free again')
    return stray.length
  }
}
