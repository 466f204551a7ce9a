import { testKernel } from '@farthing/testing'
import { Jobs, occurrences, Schedules, type DueJob, type Rhythm } from './index.ts'

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text)
const due = (rhythm: Rhythm, after: string, until: string, limit = 100): string[] =>
  occurrences(rhythm, at(after), at(until), limit).map(String)

describe('a rhythm', () => {
  it('is a local time, over daylight saving too', () => {
    const nightly: Rhythm = { every: 'day', at: '02:30', zone: 'Europe/Berlin' }
    expect(due(nightly, '2026-03-27T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28T01:30:00Z',
      '2026-03-29T01:30:00Z', // 02:30 does not exist that night: 03:30 summer time
      '2026-03-30T00:30:00Z'
    ])
    expect(due(nightly, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toEqual(['2026-10-25T00:30:00Z'])
  })

  it('does not repeat its beginning, and keeps the newest', () => {
    const quarterly: Rhythm = { every: 'minutes', minutes: 15 }
    expect(due(quarterly, '2026-03-01T00:15:00Z', '2026-03-01T00:45:00Z')).toEqual([
      '2026-03-01T00:30:00Z',
      '2026-03-01T00:45:00Z'
    ])
    expect(due(quarterly, '2026-03-01T00:15:00Z', '2026-03-01T00:45:00Z', 1)).toEqual(['2026-03-01T00:45:00Z'])
    expect(due(quarterly, '2026-03-01T00:45:00Z', '2026-03-01T00:45:00Z')).toEqual([])
  })
})

describe('schedules', () => {
  it('make one job per due time, however many look', async () => {
    const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
    const [schedules, jobs] = [kernel.get(Schedules), kernel.get(Jobs)]
    schedules.define({
      name: 'nightly',
      rhythm: { every: 'day', at: '02:00', zone: 'UTC' },
      queue: 'nights',
      missed: 'all'
    })
    schedules.define({ name: 'tidy', rhythm: { every: 'minutes', minutes: 10 }, queue: 'tidying' })
    expect(await schedules.look()).toBe(0)
    kernel.clock.moveTo('2026-03-03T12:00:00Z')
    const counts = await Promise.all([schedules.look(), schedules.look(), schedules.look()])
    expect(counts.reduce((sum, count) => sum + count)).toBe(4)
    expect(await jobs.outstanding('nights')).toBe(3)
    expect(await jobs.outstanding('tidying')).toBe(1)
    const seen: string[] = []
    await jobs.work<DueJob>(
      'nights',
      { batchSize: 10 },
      async batch => void seen.push(...batch.map(job => job.data.due))
    )
    for (let waited = 0; seen.length < 3 && waited < 200; waited++)
      await new Promise(resolve => setTimeout(resolve, 20))
    expect(seen.toSorted()).toEqual(['2026-03-01T02:00:00Z', '2026-03-02T02:00:00Z', '2026-03-03T02:00:00Z'])
    await kernel.close()
  })
})
