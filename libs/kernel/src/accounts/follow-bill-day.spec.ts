import { followedBillDays } from './follow-bill-day.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const billed = (...days: [string, number][]) => ({
  opened: day(days[0]?.[0] ?? '2026-01-01'),
  billDays: days.map(([from, billDay]) => ({ from: day(from), billDay }))
})
const told = (moves: ReturnType<typeof followedBillDays>) => moves.map(move => `${move.effective} ${move.billDay}`)
const from = (text: string, until: string | null = null) => ({
  from: day(text),
  until: until === null ? null : day(until)
})

describe('the bill day of a consolidated account', () => {
  it("is its parent's from the first day under it", () => {
    const moves = followedBillDays(billed(['2026-01-01', 1]), billed(['2025-06-15', 15]), from('2026-03-10'))
    expect(told(moves)).toEqual(['2026-03-10 15'])
  })

  it('stays where it is the same already', () => {
    expect(followedBillDays(billed(['2026-01-01', 15]), billed(['2025-06-15', 15]), from('2026-03-10'))).toEqual([])
  })

  it('moves when the parent moves, until the last day under it', () => {
    const parent = billed(['2025-06-15', 15], ['2026-05-01', 20], ['2026-08-01', 25])
    const moves = followedBillDays(billed(['2026-01-01', 1]), parent, from('2026-03-10', '2026-07-01'))
    expect(told(moves)).toEqual(['2026-03-10 15', '2026-05-01 20'])
  })

  it('takes back a move of its own that was entered for a day under the parent', () => {
    const child = billed(['2026-01-01', 1], ['2026-04-01', 7])
    expect(told(followedBillDays(child, billed(['2025-06-15', 15]), from('2026-03-10')))).toEqual([
      '2026-03-10 15',
      '2026-04-01 15'
    ])
  })

  it('begins when the child is opened, at the earliest', () => {
    const moves = followedBillDays(billed(['2026-04-01', 1]), billed(['2025-06-15', 31]), from('2026-03-10'))
    expect(told(moves)).toEqual(['2026-04-01 31'])
  })
})
