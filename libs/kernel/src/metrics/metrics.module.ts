import { Module } from '@nestjs/common'
import { ChargingModule } from '../charging/index.ts'
import { InboxModule } from '../inbox/index.ts'
import { RadiusModule } from '../radius/index.ts'
import { UsageModule } from '../usage/index.ts'
import { Metrics } from './metrics.ts'
import { MetricsController } from './metrics.controller.ts'

@Module({
  imports: [UsageModule, InboxModule, RadiusModule, ChargingModule],
  controllers: [MetricsController],
  providers: [Metrics]
})
export class MetricsModule {}
