import { parseLife } from './parse-life.ts'
import { timeline } from './timeline.ts'

const order = (facts: readonly object[]): string[] => {
  const parsed = parseLife({ account: {}, facts }, 'UTC')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return timeline(parsed.life.facts, 'UTC').map(event =>
    event.kind === 'day' ? event.day.toString() : `fact ${event.fact.number}`
  )
}
const charge = { do: 'charge', amount: '1' }

describe('the order of a life', () => {
  it('is that in which facts become known, then as listed', () => {
    expect(
      order([
        { on: '2026-03-05', ...charge },
        { on: '2026-03-01', ...charge },
        { on: '2026-03-02', known: '2026-03-09', ...charge },
        { on: '2026-03-05', ...charge }
      ])
    ).toEqual(['fact 2', 'fact 1', 'fact 4', 'fact 3'])
  })

  it('works no day unless asked to', () => {
    expect(
      order([
        { on: '2026-03-01', ...charge },
        { on: '2026-05-01', ...charge }
      ])
    ).toEqual(['fact 1', 'fact 2'])
  })

  it('works every day up to the last advance, after the facts of its morning and before those of its day', () => {
    expect(
      order([
        { on: '2026-03-01', ...charge },
        { at: '2026-03-02T10:00', ...charge },
        { on: '2026-03-02', ...charge },
        { on: '2026-03-03', do: 'advance' },
        { on: '2026-03-03', ...charge },
        { on: '2026-03-04', ...charge }
      ])
    ).toEqual(['fact 1', '2026-03-01', 'fact 3', '2026-03-02', 'fact 2', '2026-03-03', 'fact 5', 'fact 6'])
  })

  it('bills the days on the way with what was known then', () => {
    expect(
      order([
        { on: '2026-03-01', known: '2026-03-03', ...charge },
        { on: '2026-03-04', do: 'advance' }
      ])
    ).toEqual(['fact 1', '2026-03-03', '2026-03-04'])
  })
})
