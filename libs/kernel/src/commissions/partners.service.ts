// Partners and who is above them.
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, Ids, instantFromSql, KernelSettings, Persistence, sql, type Writer } from '../persistence/index.ts'
import { closesRing, type ParentSince, parentsOf } from './partner-tree.ts'

export interface Partner {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly createdAt: Temporal.Instant
  /** In order of the day. */
  readonly parents: readonly Omit<ParentSince, 'partner'>[]
}

export interface NewPartner {
  readonly code: string
  readonly name: string
  readonly parent?: string | undefined
  /** Of the parent; since ever when left out. */
  readonly from?: Temporal.PlainDate | undefined
}

export type PartnerRefusal = 'code-taken' | 'unknown-parent'
export type ParentRefusal = 'unknown-partner' | 'unknown-parent' | 'above-itself'

const SINCE_EVER = Temporal.PlainDate.from('1970-01-01')

@Injectable()
export class PartnersService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  add({ code, from = SINCE_EVER, name, parent }: NewPartner): Promise<Outcome<Partner, PartnerRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Partner, PartnerRefusal>>(tenant, async client => {
      await lockTree(client, tenant)
      if (parent !== undefined && !(await isPartner(client, tenant, parent))) return unknownParent(parent)
      const added = await sql(
        client,
        `insert into partner (tenant, id, code, name, created_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant, code) do nothing returning code`,
        [tenant, this.ids.next(), code, name, this.clock.now().toString()]
      )
      if (added.length === 0) return { ok: false, reason: 'code-taken', detail: `There is a partner ${code} already.` }
      if (parent !== undefined) await this.#putAbove(client, { partner: code, parent, from })
      const [made] = await readPartners(client, tenant, code)
      if (made === undefined) throw new Error(`partner ${code} was not written`)
      return { ok: true, value: made }
    })
  }

  /** `parent` null: nobody from that day on. What was earned of later invoices follows. */
  putUnder(code: string, { from, parent }: Omit<ParentSince, 'partner'>): Promise<Outcome<Partner, ParentRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Partner, ParentRefusal>>(tenant, async client => {
      await lockTree(client, tenant)
      if (!(await isPartner(client, tenant, code)))
        return { ok: false, reason: 'unknown-partner', detail: `There is no partner ${code}.` }
      if (parent !== null && !(await isPartner(client, tenant, parent))) return unknownParent(parent)
      const added = { partner: code, parent, from }
      if (closesRing(await parentsOf(client, tenant), added)) {
        const detail = `${code} would be above itself: ${String(parent)} is below it on ${from}, or later.`
        return { ok: false, reason: 'above-itself', detail }
      }
      await this.#putAbove(client, added)
      const [partner] = await readPartners(client, tenant, code)
      if (partner === undefined) throw new Error(`partner ${code} is gone`)
      return { ok: true, value: partner }
    })
  }

  async find(code: string): Promise<Partner | undefined> {
    const { tenant } = this.settings
    const [partner] = await this.persistence.bulk(tenant, client => readPartners(client, tenant, code))
    return partner
  }

  /** In order of their codes, those after `after`. */
  list(page: { readonly after?: string | undefined; readonly limit: number }): Promise<Partner[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => readPartners(client, tenant, null, page))
  }

  async #putAbove(writer: Writer, { from, parent, partner }: ParentSince): Promise<void> {
    await sql(
      writer,
      'insert into partner_parent (tenant, id, partner, parent, from_date) values ($1, $2, $3, $4, $5)',
      [this.settings.tenant, this.ids.next(), partner, parent, from.toString()]
    )
  }
}

export async function isPartner(writer: Writer, tenant: string, code: string): Promise<boolean> {
  return (await sql(writer, 'select from partner where tenant = $1 and code = $2', [tenant, code])).length > 0
}

/** One at a time: two changes together could close a ring that neither closes. */
async function lockTree(writer: Writer, tenant: string): Promise<void> {
  await sql(writer, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:partners:${tenant}`])
}

interface Row {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly created_at: string
}

async function readPartners(
  writer: Writer,
  tenant: string,
  code: string | null,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number } = { limit: 1 }
): Promise<Partner[]> {
  const rows = await sql<Row>(
    writer,
    `select id, code, name, created_at::text from partner
     where tenant = $1 and ($2::text is null or code = $2) and ($3::text is null or code > $3) order by code limit $4`,
    [tenant, code, after ?? null, limit]
  )
  const parents = Map.groupBy(await parentsOf(writer, tenant), ({ partner }) => partner)
  return rows.map(({ created_at: at, ...row }) => ({
    ...row,
    createdAt: instantFromSql(at),
    parents: (parents.get(row.code) ?? []).map(({ from, parent }) => ({ from, parent }))
  }))
}

function unknownParent(parent: string) {
  return { ok: false, reason: 'unknown-parent', detail: `There is no partner ${parent}.` } as const
}
