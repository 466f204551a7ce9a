// A change that waited at the retention desk, as it is asked for when the customer is let go.
import { changeToLetGo, keptChange } from './kept-change.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const asked = day('2026-05-01')
const kept = (wished: string, time: object) => {
  const change = keptChange({ kind: 'plan-changed', plan: 'small', charged: 'now', asked, ...time })
  return { change: JSON.parse(JSON.stringify(change)) as typeof change, asked, wished: day(wished) }
}
const timeOf = ({ asked: on, effective, when }: ReturnType<typeof changeToLetGo>) =>
  [on?.toString(), effective?.toString() ?? null, when ?? null] as const

describe('what is let go', () => {
  it.each([
    ['a day to come', { effective: day('2026-05-20') }, '2026-05-20', '2026-05-10', ['2026-05-20', null]],
    ['its own day', { effective: day('2026-05-20') }, '2026-05-20', '2026-05-20', ['2026-05-20', null]],
    ['a day that has passed', { effective: day('2026-05-20') }, '2026-05-20', '2026-05-21', ['2026-05-21', null]],
    ['a day before asking', { effective: day('2026-04-01') }, '2026-04-01', '2026-05-01', ['2026-05-01', null]],
    ['the next cycle', { when: 'next-cycle' }, '2026-06-01', '2026-05-31', [null, 'next-cycle']],
    ['a cycle that has begun', { when: 'next-cycle' }, '2026-06-01', '2026-06-02', ['2026-06-02', null]],
    ['nothing said, to come by the rules', {}, '2026-06-01', '2026-05-02', [null, null]],
    ['nothing said, passed', {}, '2026-05-01', '2026-05-02', ['2026-05-02', null]]
  ] as const)('was asked for %s', (_, time, wished, today, expected) => {
    const change = changeToLetGo(kept(wished, time), {}, day(today))
    expect(timeOf(change)).toEqual(['2026-05-01', ...expected])
    expect(change).toMatchObject({ kind: 'plan-changed', plan: 'small', charged: 'now' })
  })

  it('takes the day and the fate of a pending change that the desk names', () => {
    const change = changeToLetGo(
      kept('2026-06-01', { when: 'next-cycle', pending: 'keep', settles: ['a'] }),
      { effective: day('2026-05-05'), pending: 'replace' },
      day('2026-05-10')
    )
    expect(timeOf(change)).toEqual(['2026-05-01', '2026-05-05', null])
    expect([change.pending, change.settles]).toEqual(['replace', undefined])
  })

  it('replaces what was pending when it was asked for, and nothing that came after', () => {
    const waiting = kept('2026-06-01', { when: 'next-cycle', pending: 'replace', settles: ['a'] })
    expect(changeToLetGo(waiting, {}, day('2026-05-10'))).toMatchObject({ pending: 'replace', settles: ['a'] })
  })
})
