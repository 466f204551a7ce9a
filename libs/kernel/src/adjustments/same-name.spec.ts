import { isSameName } from './same-name.ts'

describe('a name', () => {
  it.each([
    ['Bea', ' bea '],
    ['Bea Miller', 'BEA  MILLER'],
    ['Bea Miller', 'Bea\u00a0Miller'],
    ['Zoë', 'Zoe\u0308'],
    ['Straße', 'STRASSE'],
    ['Ｂｅａ', 'bea']
  ])('is the same written %j and %j', (one, other) => expect(isSameName(one, other)).toBe(true))

  it.each([
    ['Bea', 'Bert'],
    ['Zoë', 'Zoe'],
    ['Bea Miller', 'BeaMiller']
  ])('is another written %j and %j', (one, other) => expect(isSameName(one, other)).toBe(false))
})
