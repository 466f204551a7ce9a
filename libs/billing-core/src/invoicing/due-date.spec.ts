import { dueWhenIssued } from './due-date.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const due = (billed: string, asComputed: string, issued: string): string =>
  dueWhenIssued({ billDate: day(billed), dueDate: day(asComputed) }, day(issued)).toString()

describe('the due date of an invoice', () => {
  it.each([
    ['on its bill date', '2026-04-01', '2026-04-15', '2026-04-01', '2026-04-15'],
    ['later', '2026-04-01', '2026-04-15', '2026-04-20', '2026-05-04'],
    ['in another month, by days', '2026-01-31', '2026-03-02', '2026-02-28', '2026-03-30'],
    ['over a leap day', '2028-02-01', '2028-02-15', '2028-02-20', '2028-03-05'],
    ['a year later', '2026-04-01', '2027-04-01', '2027-04-01', '2028-03-31'],
    ['at once', '2026-04-01', '2026-04-01', '2026-04-09', '2026-04-09'],
    ['before its bill date counts from that', '2026-04-01', '2026-04-15', '2026-03-30', '2026-04-15']
  ])('of one that is issued %s', (_, billed, asComputed, issued, expected) => {
    expect(due(billed, asComputed, issued)).toBe(expected)
  })
})
