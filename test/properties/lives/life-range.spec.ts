import { LifeRange } from './life-range.ts'

describe('the lives of a run', () => {
  it('are handed out once each, from the first to the last', () => {
    const range = new LifeRange(7, 10)
    expect([range.take(), range.take(), range.take(), range.take()]).toEqual([7, 8, 9, null])
  })

  it('go on from the first that was not judged, whichever thread was faster', () => {
    const range = new LifeRange(5, 20)
    expect([`${range}`, range.missing]).toEqual(['no lives', 5])
    range.judge(5)
    expect(`${range}`).toBe('life 5')
    for (const index of [6, 8, 9]) range.judge(index)
    expect([`${range}`, range.missing, range.judged]).toEqual(['lives 5 to 6', 7, 4])
    range.judge(7)
    expect([`${range}`, range.missing]).toEqual(['lives 5 to 9', 10])
  })
})
