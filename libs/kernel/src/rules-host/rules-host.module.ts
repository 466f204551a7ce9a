import { Global, Module } from '@nestjs/common'
import { BilledCurrency, WrittenNumbers } from '../accounts/index.ts'
import { PlanCatalogue } from '../subscriptions/index.ts'
import { PublishedCurrency } from './published-currency.ts'
import { PublishedNumbers } from './published-numbers.ts'
import { PublishedPlans } from './published-plans.ts'
import { RulesController } from './rules.controller.ts'
import { RulesHost } from './rules-host.service.ts'

/** Global: every feature may inject RulesHost, subscriptions find the plans that are sold, and accounts the currency of their bills and how numbers are written. */
@Global()
@Module({
  controllers: [RulesController],
  providers: [
    RulesHost,
    { provide: PlanCatalogue, useClass: PublishedPlans },
    { provide: BilledCurrency, useClass: PublishedCurrency },
    { provide: WrittenNumbers, useClass: PublishedNumbers }
  ],
  exports: [RulesHost, PlanCatalogue, BilledCurrency, WrittenNumbers]
})
export class RulesHostModule {}
