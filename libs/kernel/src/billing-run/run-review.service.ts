// What a reviewer looks at before a run is accepted: its bills beside the last ones, the outliers among them, and what was parked.
import { inEachCurrency } from '@farthing/rules-language'
import type { RuleBooks } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { KernelSettings, Persistence } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import {
  type ComparedTotals,
  compareRun,
  isOfRun,
  listOutliers,
  type Outlier,
  type OutlierRules
} from './bill-outliers.ts'
import { type CarriedAccount, listCarried } from './carried-accounts.ts'
import { noRules } from './chosen-accounts.ts'
import { graceEnd } from './grace-end.ts'
import { findRun } from './run-queries.ts'

@Injectable()
export class RunReview {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Those that the run billed by: what was shown to a reviewer is what is accepted. */
  async rulesOf(run: string): Promise<OutlierRules> {
    const made = await this.persistence.bulk(this.settings.tenant, client => findRun(client, this.settings.tenant, run))
    const rules = made && (await this.host.books(made.knownAt)).own.at(made.billDate)
    return (rules === undefined ? [] : inEachCurrency(rules)).flatMap(({ operator: { currency, outliers } }) =>
      outliers.map(outlier => ({ ...outlier, currency }))
    )
  }

  /** Until when its drafts stay open; null: until somebody issues them. */
  async graceOf(billDate: Temporal.PlainDate, knownAt: Temporal.Instant): Promise<Temporal.Instant | null> {
    return graceEnd((await this.host.books(knownAt)).own.at(billDate)?.operator, billDate, knownAt)
  }

  /** By which invoices that are issued now are numbered. */
  booksNow(): Promise<RuleBooks> {
    return this.host.books()
  }

  /** Names of the plans that the rules in force have. */
  async plansNow(): Promise<readonly string[]> {
    const rules = await this.host.current()
    return rules === undefined ? [] : [...new Set(inEachCurrency(rules).flatMap(({ plans }) => [...plans.keys()]))]
  }

  /** By currency. */
  async compare(run: string): Promise<ComparedTotals[]> {
    const { tenant } = this.settings
    const rules = await this.rulesOf(run)
    return this.persistence.bulk(tenant, client => compareRun(client, { tenant, run }, rules))
  }

  /** Those in review. */
  async outliers(
    run: string,
    page: { readonly after?: string | undefined; readonly limit: number }
  ): Promise<Outcome<Outlier[], 'no-outlier-rules' | 'bad-cursor'>> {
    const { tenant } = this.settings
    const rules = await this.rulesOf(run)
    if (rules.length === 0) return noRules()
    const { after } = page
    return this.persistence.bulk(tenant, async client => {
      if (after !== undefined && !(await isOfRun(client, { tenant, run }, after)))
        return {
          ok: false,
          reason: 'bad-cursor',
          detail: `Run ${run} has no invoice ${after}: begin anew, without \`after\`.`
        }
      return { ok: true, value: await listOutliers(client, { tenant, run, rules }, page) }
    })
  }

  /** Whose bill came to less than the minimum. */
  carried(
    run: string,
    page: { readonly after?: string | undefined; readonly limit: number }
  ): Promise<CarriedAccount[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listCarried(client, { tenant, run }, page))
  }
}
