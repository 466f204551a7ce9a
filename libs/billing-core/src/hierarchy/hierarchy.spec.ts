import { type ChildBilling, heldFrom, Hierarchy, type ParentEntry } from './hierarchy.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

let count = 0
function entry(account: string, parent: string | null, billing: ChildBilling, from: string): ParentEntry {
  count += 1
  const known = Temporal.Instant.from('2026-01-01T00:00:00Z').add({ seconds: count })
  return { id: `e${String(count).padStart(3, '0')}`, account, parent, billing, from: day(from), known }
}

describe('who pays an account', () => {
  const hierarchy = new Hierarchy([
    entry('shop', 'region', 'consolidated', '2026-03-10'),
    entry('kiosk', 'shop', 'consolidated', '2026-03-01'),
    entry('region', 'holding', 'parent-pays', '2026-03-01'),
    entry('agency', 'region', 'separate', '2026-03-01'),
    entry('shop', null, 'separate', '2026-05-20')
  ])

  it('is its parent from a day on, through all that stand on one invoice', () => {
    expect(hierarchy.payerOf('kiosk', day('2026-03-09'))).toBe('shop')
    expect(hierarchy.invoicedWith('kiosk', day('2026-03-10'))).toBe('region')
    expect(hierarchy.payerOf('kiosk', day('2026-03-10'))).toBe('holding')
    expect(hierarchy.invoicedWith('region', day('2026-03-10'))).toBe('region')
    expect(hierarchy.consolidatedWith('region', day('2026-05-19'))).toEqual(['kiosk', 'shop'])
    expect(hierarchy.consolidatedWith('region', day('2026-05-20'))).toEqual([])
  })

  it('is itself where the parent is for order only, before the first day, and from the last one on', () => {
    expect(hierarchy.payerOf('agency', day('2026-04-01'))).toBe('agency')
    expect(hierarchy.payerOf('shop', day('2026-03-09'))).toBe('shop')
    expect(hierarchy.payerOf('shop', day('2026-05-20'))).toBe('shop')
    expect(hierarchy.payerOf('unheard', day('2026-05-20'))).toBe('unheard')
  })

  it('of an account that never had a day without its parent is the parent before too', () => {
    expect(heldFrom(day('2026-03-01'), day('2026-03-01')).toString()).toBe('2026-02-28')
    expect(heldFrom(day('2026-03-02'), day('2026-03-01')).toString()).toBe('2026-03-02')
  })

  it('is found among thousands without asking each of them for each of hundreds', () => {
    const below = Array.from({ length: 30_000 }, (_, index) =>
      entry(`child-${index}`, `head-${index % 300}`, 'consolidated', '2026-03-01')
    )
    const many = new Hierarchy(below)
    const before = process.cpuUsage()
    for (let head = 0; head < 300; head++)
      expect(many.consolidatedWith(`head-${head}`, day('2026-04-01'))).toHaveLength(100)
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2)
  })

  it('is told in stretches of days', () => {
    const told = hierarchy.linksOf('shop').map(({ link, until }) => `${link.from}..${until} ${link.parent}`)
    expect(told).toEqual(['2026-03-10..2026-05-20 region'])
  })

  it('is the one known later of two of a day', () => {
    const twice = new Hierarchy([
      entry('a', 'b', 'parent-pays', '2026-03-01'),
      entry('a', 'c', 'parent-pays', '2026-03-01')
    ])
    expect(twice.payerOf('a', day('2026-03-01'))).toBe('c')
    expect(twice.linksOf('a')).toHaveLength(1)
  })
})

describe('a circle', () => {
  it('is found on the day on which it would close, which may lie ahead', () => {
    const hierarchy = new Hierarchy([
      entry('a', 'b', 'separate', '2026-03-01'),
      entry('b', 'c', 'separate', '2026-06-01'),
      entry('c', 'a', 'separate', '2026-04-01'),
      entry('a', null, 'separate', '2026-07-01')
    ])
    expect(hierarchy.circleFrom('c', day('2026-04-01'))?.toString()).toBe('2026-06-01')
    expect(hierarchy.circleFrom('c', day('2026-07-01'))).toBeNull()
    expect(hierarchy.payerOf('c', day('2026-06-15'))).toBe('c')
  })

  it('is an account that is its own parent', () => {
    const own = new Hierarchy([entry('a', 'a', 'consolidated', '2026-03-01')])
    expect(own.circleFrom('a', day('2026-03-01'))?.toString()).toBe('2026-03-01')
    expect(own.payerOf('a', day('2026-03-01'))).toBe('a')
  })
})
