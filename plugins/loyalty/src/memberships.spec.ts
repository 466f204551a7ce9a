import type { DeedDone } from '@farthing/plugin-sdk'
import { JOIN, LEAVE, memberships } from './loyalty-deeds.ts'

let count = 0
const told = (deed: string, day: string): DeedDone => {
  count += 1
  const known = Temporal.Instant.from('2026-01-01T00:00:00Z').add({ seconds: count })
  return {
    ...{
      id: `d${String(count).padStart(3, '0')}`,
      kind: 'deed',
      deed,
      subscription: null,
      fields: { loyalty: 'stars' },
      known,
      supersedes: null
    },
    effective: Temporal.PlainDate.from(day)
  }
}
const shown = (deeds: readonly DeedDone[]): string[] => {
  const ids = new Map(deeds.map(({ id }, index) => [id, index]))
  return memberships({ deeds }).map(({ from, id, until }) => `${from}..${until ?? ''} of ${ids.get(id)}`)
}

describe('a member', () => {
  it.each<[string, [string, string][], string[]]>([
    ['is one from the day of joining', [[JOIN, '2024-03-05']], ['2024-03-05.. of 0']],
    [
      'that is told to have joined earlier is one once',
      [
        [JOIN, '2024-03-05'],
        [JOIN, '2024-03-01']
      ],
      ['2024-03-01.. of 0']
    ],
    [
      'that joined late, then earlier, leaves once',
      [
        [JOIN, '2024-03-05'],
        [JOIN, '2024-03-01'],
        [LEAVE, '2024-06-01'],
        [LEAVE, '2024-05-01']
      ],
      ['2024-03-01..2024-05-01 of 0']
    ],
    [
      'may come back, on the very day too',
      [
        [JOIN, '2024-03-01'],
        [LEAVE, '2024-05-01'],
        [JOIN, '2024-05-01'],
        [LEAVE, '2024-07-01']
      ],
      ['2024-03-01..2024-05-01 of 0', '2024-05-01..2024-07-01 of 2']
    ],
    ['that never joined does not leave', [[LEAVE, '2024-03-05']], []]
  ])('%s', (_, deeds, expected) => {
    expect(shown(deeds.map(([deed, day]) => told(deed, day)))).toEqual(expected)
  })
})
