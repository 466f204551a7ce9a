export { Jobs, type ItemOptions, type Job, type JobItem, type QueueSettings, type WorkSettings } from './jobs.ts'
export { SchedulingModule } from './scheduling.module.ts'
