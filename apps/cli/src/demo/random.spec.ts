import { Random } from './random.ts'

describe('repeatable chance', () => {
  it('repeats itself, and differs by seed and stream', () => {
    const draw = (seed: number, stream: string) => {
      const random = new Random(seed, stream)
      return Array.from({ length: 5 }, () => random.next())
    }
    expect(draw(1, 'calls')).toEqual(draw(1, 'calls'))
    expect(draw(2, 'calls')).not.toEqual(draw(1, 'calls'))
    expect(draw(1, 'events')).not.toEqual(draw(1, 'calls'))
  })

  it('is even, and keeps to its bounds', () => {
    const random = new Random(42, 'test')
    const counts = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 100_000; i += 1) {
      const drawn = random.below(10)
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500)
    const between = Array.from({ length: 1000 }, () => random.between(3, 5))
    expect([Math.min(...between), Math.max(...between)]).toEqual([3, 5])
  })

  it('weighs', () => {
    const random = new Random(7, 'test')
    const counts = [0, 0, 0]
    for (let i = 0; i < 30_000; i += 1) {
      const drawn = random.weighted([1, 0, 2])
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    expect(counts[1]).toBe(0)
    expect(Math.abs((counts[2] ?? 0) - 20_000)).toBeLessThan(400)
    expect(() => random.pick([])).toThrow('nothing to pick from')
  })
})
