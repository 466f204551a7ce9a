// How far back a bill needs what was billed: further than it looks, where something sums up more than a cycle.
import { type AccountHistory, FEATURE_SERIES } from '@farthing/billing-core'
import { type AccountChargeType, askPlugin, contributorOf, type Registry } from '@farthing/plugin-sdk'
import type { PlanRule, RuleSet } from '@farthing/rules-language'
import type { RuleBook } from './rule-book.ts'

/** The charges on standing invoices whose period ended on or after it are `BillInput.billed`. Throws PluginFault. */
export function billedFrom(
  since: Temporal.PlainDate | null,
  { deeds, subscriptions }: Pick<AccountHistory, 'deeds' | 'subscriptions'>,
  { registry, ruleBook }: { readonly registry: Registry; readonly ruleBook: RuleBook }
): Temporal.PlainDate | null {
  if (since === null) return null
  const counted = ruleBook.versions.map(({ rules }) => monthsOf(rules, registry)).filter(({ most }) => most > 0)
  if (counted.length === 0) return since
  const names = new Set(
    subscriptions.flatMap(({ features, segments }) => [
      ...segments.map(({ plan }) => plan),
      ...features.map(({ feature }) => `${FEATURE_SERIES}${feature}`)
    ])
  )
  const months = counted.flatMap(({ byProduct, inFiles }) => [
    deeds.length > 0 ? inFiles : 0,
    ...Array.from(names, name => byProduct.get(name) ?? 0)
  ])
  const most = Math.max(0, ...months)
  return most === 0 ? since : since.subtract({ months: most + PARTS_OF_CYCLES })
}

/** A period may begin within a cycle, and the bill's look-back within another. */
const PARTS_OF_CYCLES = 2

/** Months before the look-back whose charges are counted. */
interface CountedMonths {
  readonly most: number
  readonly inFiles: number
  readonly byProduct: ReadonlyMap<string, number>
}

const known = new WeakMap<RuleSet, { readonly registry: Registry; readonly months: CountedMonths }>()

function monthsOf(rules: RuleSet, registry: Registry): CountedMonths {
  const before = known.get(rules)
  if (before?.registry === registry) return before.months
  const types = [...registry.chargeTypes.values()].filter(
    (type): type is AccountChargeType => type.per === 'account' && type.monthsCounted !== undefined
  )
  const inFiles = mostMonths(rules.statements, types, registry)
  const features = Array.from(rules.features, ([name, versions]) => [`${FEATURE_SERIES}${name}`, versions] as const)
  const byProduct = new Map(
    [...rules.plans, ...features].flatMap(([name, versions]) => {
      const own = versions.flatMap(version => version.rules)
      const months = mostMonths(own, types, registry)
      return months > 0 ? [[name, months]] : []
    })
  )
  const months = { most: Math.max(inFiles, ...byProduct.values()), inFiles, byProduct }
  known.set(rules, { registry, months })
  return months
}

function mostMonths(statements: readonly PlanRule[], types: readonly AccountChargeType[], registry: Registry): number {
  const months = statements.flatMap(({ at, signature, value }) => {
    const type = types.find(({ statement }) => statement === signature)
    return type === undefined ? [] : [askMonths(type, { at, value }, registry)]
  })
  return Math.max(0, ...months)
}

function askMonths(type: AccountChargeType, { at, value }: Pick<PlanRule, 'at' | 'value'>, registry: Registry): number {
  return askPlugin(
    () => type.monthsCounted?.(value) ?? 0,
    { words: 'a whole number of months', fits: months => Number.isSafeInteger(months) && Number(months) >= 0 },
    () => ({ what: `charge type ${type.code}`, plugin: contributorOf('chargeTypes', type, registry), rules: [at] })
  )
}
