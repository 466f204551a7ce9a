// What rated events share, kept once: service, zone, bands, tariff and rules version under a number made of them.
import { createHash } from 'node:crypto'
import type { RuleSet, TariffVersion } from '@farthing/rules-language'
import { sql, type Writer } from '../persistence/index.ts'

export interface UsageClass {
  readonly id: number
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
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  readonly zone: string
  /** Names joined by '+'. */
  readonly bands: string
  readonly tariffSince: string
}

/** The classes that one import has met; those that the database may not know yet are `news`. */
export class UsageClasses {
  private readonly byTariff = new Map<TariffVersion, Map<string, Map<string, number>>>()
  private readonly reaching = new Map<TariffVersion, Map<string, Map<string, number>>>()
  private news: UsageClass[] = []

  /** Of an event on one of the days of the tariff's version. */
  idOf(tariff: TariffVersion, rules: RuleSet, zone: string, bands: string): number {
    return this.idIn(this.byTariff, { tariff, rules, zone, bands, tariffSince: '' })
  }

  /** Of an event that another version priced than that of its day, where `tariffSince` is not ''. */
  idOfPriced(priced: PricedClass): number {
    return this.idIn(priced.tariffSince === '' ? this.byTariff : this.reaching, priced)
  }

  private idIn(known: Map<TariffVersion, Map<string, Map<string, number>>>, priced: PricedClass): number {
    const { bands, tariff, zone } = priced
    let zones = known.get(tariff)
    if (zones === undefined) known.set(tariff, (zones = new Map()))
    let ids = zones.get(zone)
    if (ids === undefined) zones.set(zone, (ids = new Map()))
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

  private add({ bands, rules, tariff, tariffSince, zone }: PricedClass): number {
    const { name, service, unit } = tariff
    const shared = {
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

/** 48 bits: ten thousand classes share one by accident once in five million installations. */
function classId(parts: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUIntBE(0, 6)
}

export async function writeClasses(writer: Writer, tenant: string, classes: readonly UsageClass[]): Promise<void> {
  const sorted = classes.toSorted((a, b) => a.id - b.id)
  await sql(
    writer,
    `insert into usage_class (tenant, id, service, zone, bands, tariff, version, unit, currency, tariff_since)
     select $1, row.* from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       as row on conflict do nothing`,
    [
      tenant,
      sorted.map(each => each.id),
      sorted.map(each => each.service),
      sorted.map(each => each.zone),
      sorted.map(each => each.bands),
      sorted.map(each => each.tariff),
      sorted.map(each => each.version),
      sorted.map(each => each.unit),
      sorted.map(each => each.currency),
      sorted.map(each => each.tariffSince)
    ]
  )
}
