import type { Publication } from '@farthing/kernel'
import { endedByEarlier, holdingDays } from './holding-days.ts'

const published = (message: string, from: string | null): Publication => ({
  id: message,
  version: `sha256:${message.padEnd(64, '0')}`,
  from: from === null ? null : Temporal.PlainDate.from(from),
  author: 'Ann',
  message,
  publishedAt: Temporal.Instant.from('2026-11-27T09:00:00Z')
})

describe('the days on which published rules hold', () => {
  const first = published('first', null)
  const wrong = published('wrong', '2026-11-27')
  const today = published('today', '2026-11-27')
  const back = published('back', '2026-10-01')
  const all = [first, wrong, today, back]

  it('end where others begin, whenever those were published', () => {
    expect(all.map(each => holdingDays(each, all))).toEqual([
      'since ever until 2026-10-01',
      'from 2026-11-27, replaced',
      'from 2026-11-27',
      'from 2026-10-01 until 2026-11-27'
    ])
  })

  it('are told to whom publishes for a day before rules that are published already', () => {
    expect(endedByEarlier(back, all)).toBe(
      '  from 2026-11-27 on sha256:today0000000 (today) holds, which was published before: if these are to hold then too, publish them with --from 2026-11-27 as well\n'
    )
    expect(endedByEarlier(today, all)).toBe('')
    expect(endedByEarlier({ ...back, version: today.version }, all)).toBe('')
  })
})
