// What rated events share, kept once: plan, service, zone, bands, tariff and rules version under a number made of them.
import { hash } from 'node:crypto'
import type { RuleSet, TariffVersion } from '@farthing/rules-language'
import { sql, type Statement, type Writer } from '../persistence/index.ts'

export interface UsageClass {
  readonly id: number
  /** That the subscription had when the event was rated. */
  readonly plan: string
  readonly service: string
  readonly zone: string
  readonly bands: string
  readonly tariff: string
  readonly version: string
  readonly unit: string
  readonly currency: string
  /** First day of the tariff's version where it is another than that of the event's day, 'ever' for the first; else ''. */
  readonly tariffSince: string
}

/** What a class is made of. */
export interface PricedClass {
  readonly plan: string
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  readonly zone: string
  /** Names joined by '+'. */
  readonly bands: string
  readonly tariffSince: string
}

/** The classes that one import has met; those that the database may not know yet are `news`. */
export class UsageClasses {
  private readonly byPlan = new Map<string, Map<TariffVersion, Map<string, Map<string, number>>>>()
  private readonly reaching = new Map<string, UsageClasses['byPlan']>()
  private news: UsageClass[] = []

  idOf(priced: PricedClass): number {
    const { bands, plan, tariff, tariffSince, zone } = priced
    const plans = tariffSince === '' ? this.byPlan : inner(this.reaching, tariffSince)
    const ids = inner(inner(inner(plans, plan), tariff), zone)
    let id = ids.get(bands)
    if (id === undefined) ids.set(bands, (id = this.add(priced)))
    return id
  }

  /** Hands out what is new since the last call. */
  takeNews(): UsageClass[] {
    const { news } = this
    this.news = []
    return news
  }

  private add({ bands, plan, rules, tariff, tariffSince, zone }: PricedClass): number {
    const { name, service, unit } = tariff
    const shared = {
      plan,
      service,
      zone,
      bands,
      tariff: name,
      version: rules.version,
      unit,
      currency: rules.operator.currency
    }
    const id = classId(tariffSince === '' ? Object.values(shared) : [...Object.values(shared), tariffSince])
    this.news.push({ id, ...shared, tariffSince })
    return id
  }
}

function inner<Key, InnerKey, Value>(maps: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  let found = maps.get(key)
  if (found === undefined) maps.set(key, (found = new Map()))
  return found
}

/** 48 bits: ten thousand classes share one by accident once in five million installations. */
function classId(parts: readonly string[]): number {
  return hash('sha256', JSON.stringify(parts), 'buffer').readUIntBE(0, 6)
}

export async function writeClasses(writer: Writer, tenant: string, classes: readonly UsageClass[]): Promise<void> {
  const { text, values } = classRows(tenant, classes)
  await sql(writer, text, values)
}

/** In order of their numbers: of two that bring the same ones at once, one waits for the other. */
export function classRows(tenant: string, classes: readonly UsageClass[]): Statement {
  const sorted = classes.toSorted((a, b) => a.id - b.id)
  const values = [
    tenant,
    sorted.map(each => each.id),
    sorted.map(each => each.service),
    sorted.map(each => each.zone),
    sorted.map(each => each.bands),
    sorted.map(each => each.tariff),
    sorted.map(each => each.version),
    sorted.map(each => each.unit),
    sorted.map(each => each.currency),
    sorted.map(each => each.tariffSince),
    sorted.map(each => each.plan)
  ]
  return { text: INSERT, values }
}

const INSERT = `insert into usage_class (tenant, id, service, zone, bands, tariff, version, unit, currency, tariff_since, plan)
  select $1, row.* from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[]) as row on conflict do nothing`
