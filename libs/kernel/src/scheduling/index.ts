export {
  Jobs,
  type ItemOptions,
  type Job,
  type JobItem,
  type QueueSettings,
  unfinished,
  type WorkSettings
} from './jobs.ts'
export { SchedulingModule } from './scheduling.module.ts'
export { Schedules, type Schedule } from './schedules.ts'
export { lastDue, type Rhythm } from './rhythm.ts'
export { schedulingTables } from './scheduling.tables.ts'
