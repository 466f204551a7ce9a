// Takes chunks of re-ratings from the queue, in processes that work.
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { KernelSettings } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { RERATING_QUEUE, type ReratingJob, Reratings } from './reratings.service.ts'

@Injectable()
export class ReratingConsumer implements OnApplicationBootstrap {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Reratings) private readonly reratings: Reratings,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works) return
    await this.jobs.work<ReratingJob>(RERATING_QUEUE, {}, async jobs => {
      for (const { data } of jobs) await this.reratings.drain(data.id)
    })
  }
}
