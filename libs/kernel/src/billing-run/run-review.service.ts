// What a reviewer looks at before a run is accepted: its bills beside the last ones, the outliers among them, and what was parked.
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { KernelSettings, Persistence } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { type ComparedTotals, compareRun, listOutliers, type Outlier, type OutlierRules } from './bill-outliers.ts'
import { noRules } from './chosen-accounts.ts'

@Injectable()
export class RunReview {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** The newest published rules hold, whatever the bills were made by: they judge bills and change none. */
  async rules(): Promise<OutlierRules> {
    return (await this.host.book()).versions.at(-1)?.rules.operator ?? { currency: '', outliers: [] }
  }

  /** By currency. */
  async compare(run: string): Promise<ComparedTotals[]> {
    const { tenant } = this.settings
    const rules = await this.rules()
    return this.persistence.bulk(tenant, client => compareRun(client, { tenant, run }, rules))
  }

  /** Those in review. */
  async outliers(
    run: string,
    page: { readonly after?: string | undefined; readonly limit: number }
  ): Promise<Outcome<Outlier[], 'no-outlier-rules'>> {
    const { tenant } = this.settings
    const rules = await this.rules()
    if (rules.outliers.length === 0) return noRules()
    const found = await this.persistence.bulk(tenant, client => listOutliers(client, { tenant, run, rules }, page))
    return { ok: true, value: found }
  }
}
