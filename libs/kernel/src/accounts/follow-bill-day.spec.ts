import { type Fact, Hierarchy } from '@farthing/billing-core'
import { followedBillDays, followingNews } from './follow-bill-day.ts'

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

describe('what a book lacks to follow', () => {
  const known = Temporal.Instant.from('2026-06-01T00:00:00Z')
  const base = (id: string, effective: string) => ({ id, effective: day(effective), known, supersedes: null })
  const opened: Fact = {
    ...base('f0', '2026-01-01'),
    ...{ kind: 'account-opened', billDay: 1, zone: 'Europe/Berlin', currency: 'EUR' }
  }
  const moved = (id: string, effective: string, billDay: number, follows?: string): Fact => ({
    ...{ ...base(id, effective), kind: 'bill-day-changed', billDay },
    ...(follows === undefined ? {} : { follows })
  })
  const entry = {
    id: 'e1',
    account: 'shop',
    parent: 'firm',
    billing: 'consolidated' as const,
    from: day('2026-03-10'),
    known
  }
  const news = (facts: readonly Fact[], parent: ReturnType<typeof billed>, entries = [entry]) => {
    const parents = new Map([['firm', parent]])
    const found = followingNews('shop', facts, { hierarchy: new Hierarchy(entries), known, parents })
    return [...(found?.gone.map(({ id }) => `gone ${id}`) ?? []), ...told([...(found?.moves ?? [])])]
  }
  const firm = billed(['2025-06-15', 15], ['2026-05-01', 20])

  it('is nothing once it is written', () => {
    expect(news([opened], firm)).toEqual(['2026-03-10 15', '2026-05-01 20'])
    const written = [opened, moved('f1', '2026-03-10', 15, 'e1'), moved('f2', '2026-05-01', 20, 'e1')]
    expect(news(written, firm)).toEqual([])
  })

  it('is the withdrawal of what the parent, or the entry, no longer says; never of a move of its own', () => {
    const written = [opened, moved('f1', '2026-03-10', 15, 'e1'), moved('f2', '2026-05-01', 20, 'e1')]
    expect(news(written, billed(['2025-06-15', 15]))).toEqual(['gone f2'])
    expect(news([...written, moved('f3', '2026-02-01', 7)], firm, [])).toEqual(['gone f1', 'gone f2'])
  })

  it('begins anew after what was withdrawn', () => {
    const back: Fact = { ...base('f2', '2026-03-10'), kind: 'withdrawn', supersedes: 'f1' }
    expect(news([opened, moved('f1', '2026-03-10', 15, 'e1'), back], firm)).toEqual(['2026-03-10 15', '2026-05-01 20'])
  })

  it('is nothing where nothing opens the account', () => {
    expect(news([], firm)).toEqual([])
  })
})
