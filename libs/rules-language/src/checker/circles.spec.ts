import { circleInWords, circlesOf } from './circles.ts'

const found = (graph: Readonly<Record<string, readonly string[]>>): string[][] =>
  circlesOf(Object.keys(graph), name => graph[name] ?? [])

describe('circles', () => {
  it('are none where every way ends', () => {
    expect(found({ a: ['b', 'c'], b: ['c'], c: [], d: ['nowhere'] })).toEqual([])
  })

  it('are told once, by the shortest way', () => {
    expect(found({ z: ['a'], a: ['b', 'd'], b: ['c'], c: ['a'], d: ['a'] })).toEqual([['a', 'd']])
    expect(found({ a: ['a'], b: ['c'], c: ['b'] })).toEqual([['a'], ['b', 'c']])
  })

  it('are one where hundreds name each other', () => {
    const names = Array.from({ length: 400 }, (_, index) => `r${index}`)
    const all = Object.fromEntries(names.map(name => [name, names.filter(other => other !== name)]))
    expect(found(all)).toEqual([['r0', 'r1']])
  })

  it.each([
    [['a'], 'a overrides itself'],
    [['a', 'b'], 'a overrides b, which overrides a'],
    [
      ['a', 'b', 'c', 'd', 'e'],
      'a overrides b, which overrides c, which overrides d, which overrides e, which overrides a'
    ],
    [
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      'a overrides b, which overrides c, which overrides d, which overrides e, and so on by way of 2 more, the last of which overrides a'
    ]
  ])('in words: %j', (names, words) => {
    expect(circleInWords(names)).toBe(words)
  })
})
