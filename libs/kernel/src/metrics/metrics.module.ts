import { Module } from '@nestjs/common'
import { InboxModule } from '../inbox/index.ts'
import { UsageModule } from '../usage/index.ts'
import { Metrics } from './metrics.ts'
import { MetricsController } from './metrics.controller.ts'

@Module({ imports: [UsageModule, InboxModule], controllers: [MetricsController], providers: [Metrics] })
export class MetricsModule {}
