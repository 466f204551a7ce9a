import type { AccountHistory } from './account-history.ts'
import { daysLeft, goneFrom, leftOn } from './left-on.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

/** Of subscriptions written as '2026-03-01..2026-03-20'; without the second day one goes on. */
function held(...stretches: readonly string[]): Pick<AccountHistory, 'subscriptions'> {
  const subscriptions = stretches.map(stretch => {
    const [started = '', terminated = ''] = stretch.split('..')
    return { started: day(started), terminated: terminated === '' ? null : day(terminated) }
  })
  return { subscriptions } as unknown as Pick<AccountHistory, 'subscriptions'>
}

describe('a customer', () => {
  it.each([
    ['has one', ['2026-03-01..'], [], null, null],
    ['had one', ['2026-03-01..2026-03-20'], ['2026-03-20'], '2026-03-20', '2026-03-20'],
    ['ended before', ['2026-03-01..2026-03-05'], ['2026-03-05'], '2026-03-10', '2026-03-05'],
    ['began anew on the day of the end', ['2026-03-20..', '2026-03-01..2026-03-20'], [], null, null],
    ['came back', ['2026-03-01..2026-03-20', '2026-04-05..'], ['2026-03-20'], '2026-03-20', null],
    ['came on the day itself', ['2026-03-01..2026-03-05', '2026-03-10..'], ['2026-03-05'], null, null],
    [
      'left twice',
      ['2026-03-01..2026-03-05', '2026-03-08..2026-04-01', '2026-03-09..2026-03-12'],
      ['2026-03-05', '2026-04-01'],
      '2026-04-01',
      '2026-04-01'
    ],
    ['had none', [], [], null, null]
  ])('who %s', (_, stretches, left, gone, last) => {
    const history = held(...stretches)
    expect(daysLeft(history).map(String)).toEqual(left)
    expect(goneFrom(history, day('2026-03-10'))?.toString() ?? null).toBe(gone)
    expect(leftOn(history)?.toString() ?? null).toBe(last)
  })
})
