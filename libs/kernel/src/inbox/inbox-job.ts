// When the inbox is swept: every minute, by whichever worker is free.
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common'
import { KernelSettings } from '../persistence/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { Inbox } from './inbox.service.ts'

const QUEUE = 'usage-inbox'
/** Waiting jobs that one sweep does: each asks for the same. */
const MOST_JOBS_A_SWEEP = 100

@Injectable()
export class InboxJob implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  onModuleInit(): void {
    if (this.settings.inbox === undefined) return
    this.schedules.define({ name: QUEUE, rhythm: { every: 'minutes', minutes: 1 }, queue: QUEUE })
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works || this.settings.inbox === undefined) return
    await this.jobs.work(QUEUE, { batchSize: MOST_JOBS_A_SWEEP }, async () => void (await this.inbox.sweep()))
  }
}
