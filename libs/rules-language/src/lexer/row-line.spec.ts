import { closingQuote, matchRow } from './row-line.ts'

describe('a row', () => {
  it.each([
    ['ends after its last bar', '| a | b | } # c', '| a | b |'],
    ['has bars and signs in texts', '| "a | \\" # b" | c |', '| "a | \\" # b" | c |'],
    ['ends with its line though a quotation mark is open', '| "a\n| b | "c" |', '| "a'],
    ['ends with its line though that ends with a backslash', '| "a\\\n| b | "c" |', '| "a\\'],
    ['does so before a carriage return', '| "a\\\r\n| b | "c" |', '| "a\\']
  ])('%s', (_, text, row) => {
    expect(matchRow(text, 0)).toEqual([row])
  })

  it('has a quotation mark closed on its line alone', () => {
    expect(closingQuote('"a\\\\" b', 0)).toBe(4)
    expect(closingQuote('"a\\\n"', 0)).toBe(0)
  })
})
