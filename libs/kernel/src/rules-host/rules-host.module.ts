import { Global, Module } from '@nestjs/common'
import { PlanCatalogue } from '../subscriptions/index.ts'
import { PublishedPlans } from './published-plans.ts'
import { RulesController } from './rules.controller.ts'
import { RulesHost } from './rules-host.service.ts'

/** Global: every feature may inject RulesHost, and subscriptions find the plans that are sold. */
@Global()
@Module({
  controllers: [RulesController],
  providers: [RulesHost, { provide: PlanCatalogue, useClass: PublishedPlans }],
  exports: [RulesHost, PlanCatalogue]
})
export class RulesHostModule {}
