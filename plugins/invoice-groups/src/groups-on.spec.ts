import type { AccountHistory, DeedDone } from '@farthing/plugin-sdk'
import { groupsOn } from './groups-on.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const set = (on: string, subscription: string, group: string) => deed(on, subscription, 'set-invoice-group', { group })
const end = (on: string, subscription: string) => deed(on, subscription, 'end-invoice-group', {})

function deed(on: string, subscription: string, name: string, fields: DeedDone['fields']): DeedDone {
  const base = { kind: 'deed', id: `${on} ${name}`, known: Temporal.Instant.from(`${on}T00:00:00Z`), supersedes: null }
  return { ...base, deed: name, effective: day(on), subscription, fields } as DeedDone
}

function groups(on: string, deeds: readonly DeedDone[], subscriptions: readonly object[] = [{ id: 'car' }]) {
  return [...groupsOn({ day: day(on), history: { deeds, subscriptions } as unknown as AccountHistory })]
}

describe('the invoice groups of a day', () => {
  const deeds = [set('2026-03-10', 'car', 'fleet'), set('2026-04-01', 'car', 'vans'), end('2026-05-01', 'car')]

  it.each([
    ['2026-03-09', []],
    ['2026-03-10', [['car', 'fleet']]],
    ['2026-03-31', [['car', 'fleet']]],
    ['2026-04-01', [['car', 'vans']]],
    ['2026-04-30', [['car', 'vans']]],
    ['2026-05-01', []]
  ])('%s are what was told last by then', (on, expected) => {
    expect(groups(on, deeds)).toEqual(expected)
  })

  it('leave out what is of another account, and what was told while a subscription was', () => {
    const moved = { id: 'car', held: [{ from: day('2026-03-20'), until: null }] }
    expect(groups('2026-03-31', deeds, [moved])).toEqual([])
    expect(groups('2026-04-01', deeds, [moved])).toEqual([['car', 'vans']])
    expect(groups('2026-04-01', [set('2026-03-10', 'gone', 'fleet')])).toEqual([])
    expect(groups('2026-04-01', [deed('2026-03-10', 'car', 'buy', { group: 'fleet' })])).toEqual([])
  })
})
