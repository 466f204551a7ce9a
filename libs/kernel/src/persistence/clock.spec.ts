import { SystemClock } from './clock.ts'

describe('the system clock', () => {
  it('tells no more than the database keeps, so that a first answer is what is read later', () => {
    const clock = new SystemClock()
    const told = Array.from({ length: 1000 }, () => clock.now())
    expect(told.filter(({ epochNanoseconds }) => epochNanoseconds % 1000n !== 0n)).toEqual([])
  })
})
