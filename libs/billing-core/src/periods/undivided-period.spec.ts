import fc from 'fast-check'
import { date, daysIn, type Interval } from '../values/index.ts'
import { cutPeriod, type DatedAlignment } from './dated-alignment.ts'
import type { PeriodLength } from './period.ts'
import { undividedPeriod } from './undivided-period.ts'

const month: PeriodLength = { unit: 'month', count: 1 }
const year: PeriodLength = { unit: 'month', count: 12 }
const words = ({ from, until }: Interval): string => `${from}..${until}`
const opened = date('2026-03-01')

/** '1' from the beginning, then '20 from 2026-04-10'. */
function wishes(first: number, ...moves: readonly string[]): DatedAlignment[] {
  const later = moves.map(move => {
    const [billDay, from = ''] = move.split(' from ')
    return { from: date(from), alignment: { anchor: opened, billDay: Number(billDay) } }
  })
  return [{ from: opened, alignment: { anchor: opened, billDay: first } }, ...later]
}

describe('a period of what knows no shares', () => {
  it.each([
    ['is any other where no bill day moves', wishes(1), '2026-04-10', '2026-04-01..2026-05-01', 1],
    ['bridges a moved bill day', wishes(1, '20 from 2026-04-10'), '2026-04-05', '2026-04-01..2026-04-20', 2],
    [
      'is the same from the days after the move',
      wishes(1, '20 from 2026-04-10'),
      '2026-04-15',
      '2026-04-01..2026-04-20',
      2
    ],
    [
      'bridges two moves',
      wishes(1, '20 from 2026-04-10', '25 from 2026-04-15'),
      '2026-04-24',
      '2026-04-01..2026-04-25',
      3
    ],
    ['begins anew on the new bill day', wishes(1, '20 from 2026-04-10'), '2026-04-20', '2026-04-20..2026-05-20', 1],
    [
      'begins anew where the bill day moves to that very day',
      wishes(1, '10 from 2026-04-10'),
      '2026-04-09',
      '2026-04-01..2026-04-10',
      1
    ],
    ['reaches a few days further', wishes(1, '5 from 2026-04-01'), '2026-04-03', '2026-03-01..2026-04-05', 2],
    [
      'begins anew where more than a half of one is left',
      wishes(1, '28 from 2026-03-29'),
      '2026-04-01',
      '2026-03-29..2026-04-28',
      1
    ],
    ['ends there', wishes(1, '28 from 2026-03-29'), '2026-03-10', '2026-03-01..2026-03-29', 1]
  ])('%s', (_, alignments, day, expected, pieces) => {
    const found = undividedPeriod(alignments, month, date(day))
    expect([words(found.days), found.pieces.length]).toEqual([expected, pieces])
  })

  it('gives nobody a second year for a moved bill day', () => {
    const alignments = wishes(20, '1 from 2027-03-10')
    // 355 of 365 days from 20 March 2026, and 357 of 366 up to 1 March 2028
    expect(words(undividedPeriod(alignments, year, date('2027-03-09')).days)).toBe('2026-03-20..2027-03-10')
    expect(words(undividedPeriod(alignments, year, date('2027-03-10')).days)).toBe('2027-03-10..2028-03-01')
  })
})

describe('periods of what knows no shares', () => {
  const moves = fc.uniqueArray(
    fc.record({ on: fc.integer({ min: 1, max: 500 }), billDay: fc.integer({ min: 1, max: 31 }) }),
    {
      selector: ({ on }) => on,
      maxLength: 8
    }
  )
  const alignmentsOf = (told: readonly { readonly on: number; readonly billDay: number }[]): DatedAlignment[] => [
    ...wishes(1),
    ...told
      .toSorted((a, b) => a.on - b.on)
      .map(({ billDay, on }) => ({ from: opened.add({ days: on }), alignment: { anchor: opened, billDay } }))
  ]

  it('tile, are the same from any of their days, and are cut where periods are', () => {
    fc.assert(
      fc.property(moves, fc.constantFrom(1, 2, 3, 12), fc.integer({ min: 0, max: 600 }), (told, count, offset) => {
        const [alignments, length, day] = [
          alignmentsOf(told),
          { unit: 'month', count } as const,
          opened.add({ days: offset })
        ]
        const { days, pieces } = undividedPeriod(alignments, length, day)
        for (const [index, piece] of pieces.entries()) {
          expect(words(cutPeriod(alignments, length, piece.from).days)).toBe(words(piece))
          expect(piece.from).toEqual(pieces[index - 1]?.until ?? days.from)
          expect(words(undividedPeriod(alignments, length, piece.from).days)).toBe(words(days))
        }
        expect(undividedPeriod(alignments, length, days.until).days.from).toEqual(days.until)
        expect(daysIn(days)).toBeLessThan(2 * 31 * count)
      })
    )
  })

  it('are left alone by a move after the day on which they end', () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 31 }), (told, offset, billDay) => {
        const before = undividedPeriod(alignmentsOf(told), month, opened.add({ days: offset }))
        const known = told
          .map(({ on }) => opened.add({ days: on }))
          .filter(on => Temporal.PlainDate.compare(on, before.days.until) <= 0)
        const earlier = told
          .slice()
          .toSorted((a, b) => a.on - b.on)
          .slice(0, known.length)
        const on = opened.until(before.days.until).days + 1
        const after = undividedPeriod(alignmentsOf([...earlier, { on, billDay }]), month, opened.add({ days: offset }))
        expect(words(after.days)).toBe(words(before.days))
      })
    )
  })
})
