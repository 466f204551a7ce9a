import { Controller, Get, Header, Inject } from '@nestjs/common'
import { prometheusContentType } from 'prom-client'
import { AnswersFile } from '../http/index.ts'
import { Metrics } from './metrics.ts'

@Controller('metrics')
export class MetricsController {
  constructor(@Inject(Metrics) private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', prometheusContentType)
  @AnswersFile('text/plain', 'Figures of usage, quarantine and requests, for Prometheus.')
  metricsNow(): Promise<string> {
    return this.metrics.text()
  }
}
