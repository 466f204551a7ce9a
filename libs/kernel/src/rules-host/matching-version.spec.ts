import { successorOf } from './matching-version.ts'
import type { Publication } from './stored-rules.ts'

const published = (id: string, from: string | null): Publication => ({
  id,
  from: from === null ? null : Temporal.PlainDate.from(from),
  version: `sha256:${id}`,
  author: 'Ann',
  message: id,
  publishedAt: Temporal.Instant.from('2026-11-27T09:00:00Z')
})

describe('what takes the place of published rules', () => {
  const first = published('first', null)
  const today = published('today', '2026-11-27')
  const mended = published('mended', '2026-11-27')
  const back = published('back', '2026-10-01')
  const all = [first, today, mended, back]

  it.each([
    ['rules of a later day, though they were published before', back, mended],
    ['rules of the same day that were published after', today, mended],
    ['of those since ever, the first that begin', first, back],
    ['nothing, of the last day', mended, undefined]
  ])('%s', (_, of, expected) => {
    expect(successorOf(all, of)).toBe(expected)
  })
})
