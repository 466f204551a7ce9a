// Answers accounts in which currency they can be billed.
import { Inject, Injectable } from '@nestjs/common'
import { BilledCurrency } from '../accounts/index.ts'
import { RulesHost } from './rules-host.service.ts'

@Injectable()
export class PublishedCurrency extends BilledCurrency {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {
    super()
  }

  override async current(): Promise<string | null> {
    const rules = (await this.host.current()) ?? (await this.host.book()).versions[0]?.rules
    return rules?.operator.currency ?? null
  }
}
