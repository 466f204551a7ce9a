// Answers subscriptions whether a plan or a feature can be sold, from the published rules.
import { type Dialling, featureAt, planAt } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { type PlanAnswer, PlanCatalogue } from '../subscriptions/index.ts'
import { RulesHost } from './rules-host.service.ts'

@Injectable()
export class PublishedPlans extends PlanCatalogue {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {
    super()
  }

  override async find(kind: 'plan' | 'feature', name: string, on: Temporal.PlainDate): Promise<PlanAnswer> {
    const rules = (await this.host.book()).at(on)
    if (rules === undefined) return { kind: 'no-rules-published' }
    if ((kind === 'plan' ? planAt : featureAt)(rules, name, on) !== undefined) return { kind: 'in-force' }
    const named: ReadonlyMap<string, unknown> = kind === 'plan' ? rules.plans : rules.features
    if (named.has(name)) return { kind: 'not-in-force' }
    return { kind: 'unknown', nearest: nearest(name, [...named.keys()]) }
  }

  override async dialling(): Promise<Dialling | null> {
    return (await this.host.book()).versions.at(-1)?.rules.operator.dialling ?? null
  }
}

/** The name with the fewest single changes, when those are few. */
function nearest(wanted: string, names: readonly string[]): string | null {
  const most = Math.max(2, Math.floor(wanted.length / 3))
  const ranked = names
    .map(name => ({ name, changes: changesBetween(wanted, name) }))
    .toSorted((a, b) => a.changes - b.changes)
  const [best] = ranked
  return best !== undefined && best.changes <= most ? best.name : null
}

/** Levenshtein distance. */
function changesBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
