// Units that are counted in already. Stored usage and what is left of allowances are counts of a unit's smallest parts: with
// other decimals the same counts would mean something else, so a unit keeps its decimals for as long as anything counts in it.
import { type BaseUnit, declaredUnit } from '@farthing/billing-core/values'
import { inEachCurrency, type RuleSet } from '@farthing/rules-language'
import type { RuleBooks } from '@farthing/simulator'
import { sql, type Writer } from '../persistence/index.ts'

export interface StoredUnit {
  readonly unit: string
  /** Of what is stored. */
  readonly decimals: number
  /** Of the rules that were to be published; null: they do not declare it, and usage of their own days counts in it. */
  readonly declared: number | null
  readonly usageRecords: number
  /** Accounts that have something left, or that counts on, of allowances of it. */
  readonly allowances: number
}

interface Counted {
  readonly unit: BaseUnit
  /** Left out of the rules altogether: then only usage of their own days counts. */
  readonly isGone: boolean
  readonly services: readonly string[]
}

/** Those whose decimals the rules would change, and those that they no longer declare and would have to price. */
export async function storedUnits(
  writer: Writer,
  tenant: string,
  {
    from,
    rules,
    earlier
  }: { readonly from: Temporal.PlainDate | null; readonly rules: RuleSet; readonly earlier: RuleBooks }
): Promise<StoredUnit[]> {
  const declared = declaredDecimals(rules)
  const services = servicesByUnit(earlier)
  const stored = await sql<{ unit: BaseUnit }>(
    writer,
    `select distinct unit from usage_class where tenant = $1 and unit like '%/%'`,
    [tenant]
  )
  const held: StoredUnit[] = []
  for (const unit of new Set([...stored.map(row => row.unit), ...services.keys()])) {
    const own = declaredUnit(unit)
    if (own === null || declared.get(own.name) === own.decimals) continue
    const now = declared.get(own.name) ?? null
    const counted = { unit, isGone: now === null, services: services.get(unit) ?? [] }
    const usageRecords = await usageIn(writer, tenant, counted, startOf(from, rules))
    const allowances = await allowancesOf(writer, tenant, counted)
    if (usageRecords + allowances > 0)
      held.push({ unit: own.name, decimals: own.decimals, declared: now, usageRecords, allowances })
  }
  return held
}

function declaredDecimals({ units }: RuleSet): ReadonlyMap<string, number> {
  const own = [...units.values()].flatMap(({ unit }) => declaredUnit(unit) ?? [])
  return new Map(own.map(({ name, decimals }) => [name, decimals]))
}

/** What was ever published to count in a unit that rules declare. */
function servicesByUnit({ versions }: RuleBooks): ReadonlyMap<BaseUnit, readonly string[]> {
  const tariffs = versions.flatMap(({ rules }) =>
    inEachCurrency(rules).flatMap(each => [...each.tariffs.values()].flat())
  )
  const declared = tariffs.filter(({ unit }) => declaredUnit(unit) !== null)
  return new Map(
    [...Map.groupBy(declared, ({ unit }) => unit)].map(([unit, own]) => [
      unit,
      [...new Set(own.map(({ service }) => service))]
    ])
  )
}

function startOf(from: Temporal.PlainDate | null, { operator }: RuleSet): string | null {
  return from === null ? null : from.toZonedDateTime(operator.zone).toInstant().toString()
}

/** Usage arrives at most a day before it begins, and rows lie in the order in which they arrived. */
async function usageIn(
  writer: Writer,
  tenant: string,
  { isGone, unit }: Counted,
  start: string | null
): Promise<number> {
  const [found] = await sql<{ count: number }>(
    writer,
    `select count(*)::float8 as count from rated_usage u join usage_class c on c.tenant = u.tenant and c.id = u.class
     where u.tenant = $1 and c.unit = $2
       and ($3::timestamptz is null or (u.started_at >= $3 and u.known >= $3::timestamptz - interval '2 days'))`,
    [tenant, unit, isGone ? start : null]
  )
  return found?.count ?? 0
}

/** Left over, or by days and used. Allowances of a unit that is gone are gone with what they were for. */
async function allowancesOf(writer: Writer, tenant: string, { isGone, services }: Counted): Promise<number> {
  if (isGone || services.length === 0) return 0
  const [found] = await sql<{ count: number }>(
    writer,
    `select count(*)::float8 as count from billing_cursor b where b.tenant = $1 and exists (
       select from jsonb_array_elements(b.carried) as c, jsonb_array_elements(c->'allowances') as a
       where a->>'service' = any($2::text[]) and (a->>'left')::float8 > 0
       union all
       select from jsonb_array_elements(b.carried) as c, jsonb_array_elements(c->'taken') as t
       where t->>'service' = any($2::text[]))`,
    [tenant, services]
  )
  return found?.count ?? 0
}

/** 'unit points has 2 decimals here, and 1,234 usage records count it in whole points: ...' */
export function storedUnitText({ unit, decimals, declared, usageRecords, allowances }: StoredUnit): string {
  const holders = [
    ...(usageRecords > 0 ? [counted(usageRecords, 'usage record')] : []),
    ...(allowances > 0 ? [`what ${counted(allowances, 'account')} ${allowances === 1 ? 'has' : 'have'} left`] : [])
  ].join(' and ')
  const stored = `${holders} ${usageRecords + allowances === 1 ? 'is' : 'are'} counted with ${decimalsText(decimals)}`
  return declared === null
    ? `unit ${unit} is not declared here, and ${stored} in the time of these rules: declare it, or give a later day`
    : `unit ${unit} has ${decimalsText(declared)} here, and ${stored}: leave it as it was, and declare another unit for what has other decimals`
}

function decimalsText(count: number): string {
  return count === 0 ? 'no decimals' : counted(count, 'decimal')
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
