import { Inject, Module, type OnModuleInit } from '@nestjs/common'
import { Schedules } from '../scheduling/index.ts'
import { StatisticsController } from './statistics.controller.ts'
import { UsageStatistics } from './usage-statistics.service.ts'

@Module({ controllers: [StatisticsController], providers: [UsageStatistics], exports: [UsageStatistics] })
export class StatisticsModule implements OnModuleInit {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(UsageStatistics) private readonly statistics: UsageStatistics
  ) {}

  onModuleInit(): void {
    this.schedules.define({
      name: 'usage-statistics',
      rhythm: { every: 'minute' },
      work: () => this.statistics.rollUp()
    })
  }
}
