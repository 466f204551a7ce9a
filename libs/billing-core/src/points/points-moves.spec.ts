import { type BookedPoints, pointsMoves, type PointsTarget } from './index.ts'
import type { Pocket } from '../pockets/index.ts'

const at = Temporal.Instant.from('2026-06-01T00:00:00Z')
const today = Temporal.PlainDate.from('2026-06-01')
const rule = { rule: 'loyalty stars > earn', file: 'a.farthing', line: 1, column: 1 }
const target = (key: string, parts: bigint): PointsTarget => ({
  ...{ key, unit: 'points/0', parts, months: 12, reason: 'Stars', rule, version: 'v1' }
})
const granted = (key: string, parts: bigint, until: string): PointsTarget => ({
  ...target(`grant:${key}`, parts),
  pocket: { subscription: 's1', services: null, priority: 100, until: Temporal.PlainDate.from(until) }
})
const pocket = (id: string, balance: bigint, expires: string | null = null): Pocket => ({
  ...{
    id,
    number: Number(id.slice(1)),
    unit: 'points/0',
    priority: 100,
    shared: false,
    services: null,
    openedAt: at,
    reserved: 0n
  },
  ...{ balance, expiresAt: expires === null ? null : Temporal.Instant.from(expires) }
})
const booked = (key: string, parts: bigint, id: string, expires: string | null = null): BookedPoints => ({
  ...{ key, unit: 'points/0', parts },
  filled: [{ pocket: id, expiresAt: expires === null ? null : Temporal.Instant.from(expires) }]
})
const shown = (moves: ReturnType<typeof pointsMoves>): string[] =>
  moves.map(move => {
    const key = move.kind === 'give' ? move.target.key : move.key
    const pieces = move.kind === 'take' ? move.pieces.map(({ amount, pocket: id }) => ` ${id}:${amount}`).join('') : ''
    return `${move.kind} ${key} ${move.parts}${pieces}`
  })

describe('points', () => {
  it.each([
    ['are given once', [target('a', 4n)], [], [], ['give a 4']],
    ['are given as far as they are missing', [target('a', 4n)], [booked('a', 3n, 'p1')], [], ['give a 1']],
    ['that are booked are not given again', [target('a', 4n)], [booked('a', 4n, 'p1')], [pocket('p1', 4n)], []],
    [
      'are taken out of what they filled, then out of the rest',
      [],
      [booked('a', 4n, 'p2')],
      [pocket('p1', 9n), pocket('p2', 3n)],
      ['take a 4 p2:3 p1:1']
    ],
    [
      'that were redeemed are owed, and taken as far as there are some',
      [target('b', 2n)],
      [booked('a', 4n, 'p1'), booked('b', 2n, 'p2')],
      [pocket('p2', 1n)],
      ['take a 1 p2:1']
    ],
    ['that are nowhere wait', [], [booked('a', 4n, 'p1')], [], []],
    [
      'that have ended are not taken from others',
      [],
      [booked('a', 4n, 'p1', '2026-05-01T00:00:00Z')],
      [pocket('p2', 9n)],
      ['lapsed a 4']
    ],
    [
      'are not taken twice by two reasons',
      [],
      [booked('a', 3n, 'p1'), booked('b', 3n, 'p1')],
      [pocket('p1', 4n)],
      ['take a 3 p1:3', 'take b 1 p1:1']
    ],
    [
      'of pockets that have ended cannot be taken',
      [],
      [booked('a', 3n, 'p1')],
      [pocket('p2', 4n, '2026-05-01T00:00:00Z')],
      []
    ]
  ])('%s', (_, targets, before, pockets, moves) => {
    expect(shown(pointsMoves(targets, before, { at, pockets, today }))).toEqual(moves)
  })

  it('for one reason are told once', () => {
    const twice = [target('a', 4n), target('a', 4n)]
    expect(() => pointsMoves(twice, [], { at, pockets: [], today })).toThrow('its keys repeat')
  })
})

describe('what a plan grants', () => {
  it.each<[string, PointsTarget[], BookedPoints[], Pocket[], string[]]>([
    ['is given while it is of use', [granted('a', 4n, '2026-06-02')], [], [], ['give grant:a 4']],
    ['is not given when it would have ended', [granted('a', 4n, '2026-06-01')], [], [], []],
    [
      'stays booked when it has ended',
      [granted('a', 4n, '2026-06-01')],
      [booked('grant:a', 4n, 'p1', '2026-06-01T00:00:00Z')],
      [],
      []
    ],
    [
      'is taken back out of its own pocket alone',
      [],
      [booked('grant:a', 4n, 'p1')],
      [pocket('p1', 3n), pocket('p2', 9n)],
      ['take grant:a 3 p1:3']
    ],
    ['is not owed when it was used', [], [booked('grant:a', 4n, 'p1')], [pocket('p2', 9n)], []],
    [
      'is taken back though it is for certain services',
      [],
      [booked('grant:a', 4n, 'p1')],
      [{ ...pocket('p1', 4n), services: ['voice'] }],
      ['take grant:a 4 p1:4']
    ],
    [
      'is less where the rules say less',
      [granted('a', 3n, '2026-07-01')],
      [booked('grant:a', 4n, 'p1')],
      [pocket('p1', 4n)],
      ['take grant:a 1 p1:1']
    ],
    [
      'is given again as far as it was taken back',
      [granted('a', 10n, '2026-07-01')],
      [booked('grant:a', 7n, 'p1')],
      [],
      ['give grant:a 3']
    ]
  ])('%s', (_, targets, before, pockets, moves) => {
    expect(shown(pointsMoves(targets, before, { at, pockets, today }))).toEqual(moves)
  })
})
