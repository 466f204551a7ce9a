// Answers accounts in which currencies they can be billed.
import { currenciesOf } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { BilledCurrency } from '../accounts/index.ts'
import { RulesHost } from './rules-host.service.ts'

@Injectable()
export class PublishedCurrency extends BilledCurrency {
  constructor(@Inject(RulesHost) private readonly host: RulesHost) {
    super()
  }

  override async current(): Promise<readonly string[]> {
    const rules = (await this.host.current()) ?? (await this.host.books()).versions[0]?.rules
    return rules === undefined ? [] : currenciesOf(rules)
  }
}
