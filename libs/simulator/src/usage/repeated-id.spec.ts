import fc from 'fast-check'
import { KnownEvents } from './known-events.ts'
import { otherUseId, type Repeat, repeatOf, type Told, useMark } from './repeated-id.ts'

const use = useMark({ startedAt: 1_772_406_000_000, quantity: 61_000, to: '61399990000' })
const longer = useMark({ startedAt: use.startedAt, quantity: 62_000, to: '61399990000' })
const elsewhere = useMark({ startedAt: use.startedAt, quantity: 61_000, to: '61399990001' })
const minuteLater = { ...use, startedAt: use.startedAt + 60_000 }
const later = { ...use, startedAt: use.startedAt + 60_001 }

describe('a line whose id came before', () => {
  it.each<[string, Told | null, Told, Repeat]>([
    ['nothing, and waits', null, 'waiting', 'news'],
    ['nothing, and can be rated', null, use, 'news'],
    ['a line that waits, and waits too', 'waiting', 'waiting', 'duplicate'],
    ['a line that waits, and can be rated', 'waiting', use, 'settles'],
    ['a rated use, and waits', use, 'waiting', 'duplicate'],
    ['a rated use, and tells the same', use, use, 'duplicate'],
    ['a rated use, and tells it a minute later', use, minuteLater, 'duplicate'],
    ['a rated use, and tells it a minute earlier', minuteLater, use, 'duplicate'],
    ['a rated use, and tells it more than a minute away', use, later, 'other-use'],
    ['a rated use, and tells another length', use, longer, 'other-use'],
    ['a rated use, and tells another number', use, elsewhere, 'other-use']
  ])('finds under it %s', (_, holder, told, repeat) => {
    expect(repeatOf(told, holder)).toBe(repeat)
  })

  it('that tells another use waits once, under a name that its use gives it', () => {
    expect(otherUseId('csv:1', longer)).toMatch(/^csv:1![0-9a-z]{1,7}$/)
    expect(new Set([longer, elsewhere, later].map(mark => otherUseId('csv:1', mark))).size).toBe(3)
    const known = new KnownEvents()
    const told = [use, longer, longer, elsewhere].map((each, line) => known.tell('csv:1', each, line))
    expect(told.map(({ repeat }) => repeat)).toEqual(['news', 'other-use', 'duplicate', 'other-use'])
    expect(told[1]).toEqual({ repeat: 'other-use', line: 0 })
  })

  it('comes to the same counts in whatever order the lines of a file stand', () => {
    const line = fc.record({ id: fc.constantFrom('a', 'b', 'c'), told: fc.constantFrom<Told>('waiting', use, longer) })
    const sorted = (lines: { id: string; told: Told }[]): number[] => {
      const known = new KnownEvents()
      const counts = { rated: 0, waiting: 0, duplicate: 0 }
      lines.forEach(({ id, told }, at) => {
        const { repeat } = known.tell(id, told, at)
        if (repeat === 'duplicate') counts.duplicate++
        else if (repeat === 'other-use' || told === 'waiting') counts.waiting++
        else counts.rated++
        if (repeat !== 'settles') return
        counts.waiting--
        counts.duplicate++
      })
      return Object.values(counts)
    }
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), lines => {
        expect(sorted(lines.toReversed())).toEqual(sorted(lines))
      })
    )
  })
})
