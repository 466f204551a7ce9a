// Answers subscriptions whether a plan or a feature can be sold, from the published rules.
import { featureAt, inEachCurrency, nearest, planAt } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { type PlanAnswer, PlanCatalogue } from '../subscriptions/index.ts'
import { RulesHost } from './rules-host.service.ts'

@Injectable()
export class PublishedPlans extends PlanCatalogue {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {
    super()
  }

  override async find(
    kind: 'plan' | 'feature',
    name: string,
    { currency, on }: { readonly on: Temporal.PlainDate; readonly currency: string }
  ): Promise<PlanAnswer> {
    const books = await this.host.books()
    const rules = books.in(currency).at(on)
    if (rules === undefined) return { kind: 'no-rules-published' }
    if ((kind === 'plan' ? planAt : featureAt)(rules, name, on) !== undefined) return { kind: 'in-force' }
    const named: ReadonlyMap<string, unknown> = kind === 'plan' ? rules.plans : rules.features
    if (named.has(name)) return { kind: 'not-in-force' }
    const others = inEachCurrency(books.own.at(on) ?? rules).filter(each => each.operator.currency !== currency)
    const soldIn = others.filter(each => (kind === 'plan' ? each.plans : each.features).has(name))
    const close = nearest(name, named.keys()) ?? null
    return { kind: 'unknown', nearest: close, soldIn: soldIn.map(({ operator }) => operator.currency) }
  }

  override async suspensions({
    currency,
    on
  }: {
    readonly on: Temporal.PlainDate
    readonly currency: string
  }): Promise<readonly string[]> {
    return (await this.host.books()).in(currency).at(on)?.operator.suspensions ?? []
  }
}
