import { NewsOdds } from './news-odds.ts'

/** How many of so many chunks are tried, and how many of those fail; every nth chunk has an old event in it. */
function played(chunks: number, nth: number): { tried: number; failed: number } {
  const odds = new NewsOdds()
  const outcomes: boolean[] = []
  for (let chunk = 1; chunk <= chunks; chunk++) {
    if (!odds.worthATry()) continue
    const allAreNews = chunk % nth !== 0
    outcomes.push(allAreNews)
    odds.told(allAreNews)
  }
  return { tried: outcomes.length, failed: outcomes.filter(each => !each).length }
}

describe('chunks of an import are tried as news', () => {
  it('always, while none has an old event, or few have', () => {
    expect(played(1000, Infinity)).toEqual({ tried: 1000, failed: 0 })
    expect(played(1000, 10)).toEqual({ tried: 1000, failed: 100 })
  })

  it('now and then, while all have one', () => {
    expect(played(1000, 1)).toEqual({ tried: 200, failed: 200 })
  })

  it('again, when those that had one are over', () => {
    const odds = new NewsOdds()
    odds.told(false)
    const asked = Array.from({ length: 6 }, () => odds.worthATry())
    expect(asked).toEqual([false, false, false, false, true, true])
  })
})
