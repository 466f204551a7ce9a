// The import of a sample file with everything but the commands around it: the same pipeline that the kernel runs.
import type { Persistence } from '@farthing/kernel'
import type { UsageFormat } from '@farthing/plugin-sdk'
import { ruleBook, usageRating } from '@farthing/simulator'
import { DoneRanges } from '../../../libs/kernel/src/usage/done-ranges.ts'
import { LineEncoder } from '../../../libs/kernel/src/usage/line-encoder.ts'
import { ImportPipeline, type ImportProgress } from '../../../libs/kernel/src/usage/run-import.ts'
import { RatedRows } from '../../../libs/kernel/src/usage/rated-rows.ts'
import { UsageClasses } from '../../../libs/kernel/src/usage/usage-classes.ts'
import { openFile } from '../../../libs/kernel/src/usage-file/index.ts'
import { compiledSample } from './sample-rules.ts'
import { sampleSubscribers } from './usage-sample.ts'

export const LANES = 2
export const TENANT = 'main'
export const now = Temporal.Instant.from('2026-04-02T00:00:00Z')

export interface SampleEncoder {
  readonly encoder: LineEncoder
  readonly classes: UsageClasses
  readonly format: UsageFormat
}

export async function sampleEncoder(): Promise<SampleEncoder> {
  const { rules, registry } = await compiledSample()
  const subscribers = sampleSubscribers()
  const rating = usageRating({
    ruleBook: ruleBook([{ from: null, rules }]),
    registry,
    subscribers,
    now
  })
  const format = registry.usageFormats.get('asterisk')
  const opened = format?.open({ header: null, zone: rules.operator.zone })
  if (format === undefined || opened?.ok !== true) throw new Error('the format asterisk does not open')
  const classes = new UsageClasses()
  const rows = new RatedRows(TENANT, subscribers, classes)
  const context = { tenant: TENANT, importId: 1, format: 'asterisk', opened, rating, rows }
  return { encoder: new LineEncoder(context), classes, format }
}

export async function importSample(
  persistence: Persistence,
  file: string,
  onProgress: (progress: ImportProgress) => void = () => undefined
): Promise<void> {
  const opened = await openFile(file)
  if (!opened.ok) throw new Error(opened.problem)
  const done = new DoneRanges([])
  const clock = { now: () => now }
  const run = {
    persistence,
    clock,
    tenant: TENANT,
    importId: 1,
    ...(await sampleEncoder()),
    done,
    lanes: LANES,
    onProgress
  }
  await new ImportPipeline(run, opened.source).toEnd()
  await opened.source.close()
}
