// Every minute: sessions that never reported again are closed; every night: answers that nobody will ask for again go.
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common'
import { KernelSettings } from '../persistence/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { ChargingService } from './charging.service.ts'

const OVERDUE = 'close-charging-sessions'
const ANSWERS = 'forget-charging-answers'

@Injectable()
export class ChargingJob implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ChargingService) private readonly charging: ChargingService,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  onModuleInit(): void {
    this.schedules.define({ name: OVERDUE, rhythm: { every: 'minutes', minutes: 1 }, queue: OVERDUE })
    this.schedules.define({ name: ANSWERS, rhythm: { every: 'day', at: '03:40', zone: 'UTC' }, queue: ANSWERS })
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works) return
    await this.jobs.work(OVERDUE, {}, async () => void (await this.charging.closeOverdue()))
    await this.jobs.work(ANSWERS, {}, () => this.charging.forgetAnswers())
  }
}
