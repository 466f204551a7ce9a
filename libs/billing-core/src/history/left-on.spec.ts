import type { AccountHistory } from './account-history.ts'
import { daysLeft, goneFrom, leftOn } from './left-on.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

/** Of subscriptions written as '2026-03-01..2026-03-20', of one that was moved each stretch: without its second day one goes on, or goes by the end, '2026-03-01.. ends 2026-03-20'. */
function held(...lives: readonly string[]): Pick<AccountHistory, 'subscriptions'> {
  const subscriptions = lives.map(life => {
    const [told = '', end] = life.split(' ends ')
    const stretches = told.split(' ').map(stretch => {
      const [from = '', until = ''] = stretch.split('..')
      return { from: day(from), until: until === '' ? null : day(until) }
    })
    const terminated = end === undefined ? (stretches.at(-1)?.until ?? null) : day(end)
    const isMoved = stretches.length > 1 || end !== undefined
    return { started: stretches[0]?.from, terminated, ...(isMoved && { held: stretches }) }
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
    [
      'gave its only one away, and has it back',
      ['2026-03-01..2026-03-12 2026-04-05..'],
      ['2026-03-12'],
      '2026-03-12',
      null
    ],
    [
      'had one back until it ended',
      ['2026-03-01..2026-03-05 2026-03-08.. ends 2026-04-01'],
      ['2026-03-05', '2026-04-01'],
      '2026-04-01',
      '2026-04-01'
    ],
    [
      'had another while one was away',
      ['2026-03-01..2026-03-12 2026-04-05..', '2026-03-08..2026-04-05'],
      [],
      null,
      null
    ],
    ['had one moved to it that ended', ['2026-03-05.. ends 2026-03-20'], ['2026-03-20'], '2026-03-20', '2026-03-20'],
    ['had none', [], [], null, null]
  ])('who %s', (_, stretches, left, gone, last) => {
    const history = held(...stretches)
    expect(daysLeft(history).map(String)).toEqual(left)
    expect(goneFrom(history, day('2026-03-10'))?.toString() ?? null).toBe(gone)
    expect(leftOn(history)?.toString() ?? null).toBe(last)
  })
})
