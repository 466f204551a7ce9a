import { type Happened, inOrder } from './history-order.ts'

const happened = (what: Happened['what'], at: string): Happened => ({ what, at, number: null, amount: null })

it('what happened to an invoice stands in order of the days of its account, whatever the day elsewhere', () => {
  const events = [
    happened('drafted', '2026-04-01T09:00:00Z'),
    happened('issued', '2026-04-02T03:00:00Z'),
    happened('noted', '2026-03-31'),
    happened('paid', '2026-04-01')
  ]
  expect(inOrder(events, 'America/Los_Angeles').map(({ day, what }) => `${day} ${what}`)).toEqual([
    '2026-03-31 noted',
    '2026-04-01 drafted',
    '2026-04-01 issued',
    '2026-04-01 paid'
  ])
})
