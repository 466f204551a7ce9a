import { cyclesFrom } from './cycles-from.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

/** Bill day 1 from January on, then others from their days on. */
function end(from: string, cycles: number, ...moved: readonly (readonly [on: string, billDay: number])[]): string {
  const anchor = day('2026-01-01')
  const days = [['2026-01-01', 1] as const, ...moved]
  const alignments = days.map(([on, billDay]) => ({ from: day(on), alignment: { anchor, billDay } }))
  return cyclesFrom(day(from), cycles, alignments).toString()
}

describe('the first cycles of a discount', () => {
  it('count that of the first day, however little is left of it', () => {
    expect(end('2026-03-31', 2)).toBe('2026-05-01')
  })

  it.each([
    ['within it', '2026-04-10', '2026-05-20'],
    ['on the new bill day', '2026-04-20', '2026-05-20'],
    ['on the old bill day', '2026-04-01', '2026-06-20'],
    ['after the new bill day', '2026-04-25', '2026-06-20']
  ])('count one that a moved bill day cuts once: moved %s', (_, on, until) => {
    expect(end('2026-03-01', 3, [on, 20])).toBe(until)
  })

  it('count it once where the bill day moves again', () => {
    expect(end('2026-03-01', 3, ['2026-04-10', 20], ['2026-04-15', 25])).toBe('2026-05-25')
  })

  it('begin in the part of it that the first day is in', () => {
    expect(end('2026-04-05', 1, ['2026-04-10', 20])).toBe('2026-04-20')
    expect(end('2026-04-12', 1, ['2026-04-10', 20])).toBe('2026-04-20')
  })
})
