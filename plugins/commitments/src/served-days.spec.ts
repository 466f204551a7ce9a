import type { AccountHistory } from '@farthing/plugin-sdk'
import { servedDays } from './served-days.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

/** Of one that was moved each stretch, with the day of its end after them. */
function served(...lives: readonly string[]): string[] {
  const subscriptions = lives.map(life => {
    const [told = '', end] = life.split(' ends ')
    const stretches = told.split(' ').map(stretch => {
      const [from = '', until = ''] = stretch.split('..')
      return { from: day(from), until: until === '' ? null : day(until) }
    })
    const terminated = end === undefined ? (stretches.at(-1)?.until ?? null) : day(end)
    return { started: stretches[0]?.from, terminated, ...(end !== undefined && { held: stretches }) }
  })
  const history = { opened: day('2026-01-01'), subscriptions } as unknown as AccountHistory
  return servedDays(history).map(({ from, until }) => `${from.toString()}..${until?.toString() ?? ''}`)
}

describe('the days of what an account agreed to', () => {
  it.each([
    ['are all before there is any subscription', [], ['2026-01-01..']],
    ['begin before the first subscription', ['2026-03-01..'], ['2026-01-01..']],
    [
      'end with the last subscription',
      ['2026-03-01..2026-03-16', '2026-03-05..2026-04-01'],
      ['2026-01-01..2026-04-01']
    ],
    ['go on while one is left', ['2026-03-01..2026-03-16', '2026-03-05..'], ['2026-01-01..']],
    ['go on from one to the next', ['2026-03-01..2026-03-16', '2026-03-16..'], ['2026-01-01..']],
    [
      'come back when it subscribes anew',
      ['2026-06-10..', '2026-03-01..2026-03-16'],
      ['2026-01-01..2026-03-16', '2026-06-10..']
    ],
    [
      'come back when its only subscription does, until that ends',
      ['2026-03-01..2026-03-16 2026-06-10.. ends 2026-07-01'],
      ['2026-01-01..2026-03-16', '2026-06-10..2026-07-01']
    ],
    ['leave out a subscription of no days', ['2026-01-01..2026-01-01'], []]
  ])('%s', (_, lives, expected) => {
    expect(served(...lives)).toEqual(expected)
  })
})
