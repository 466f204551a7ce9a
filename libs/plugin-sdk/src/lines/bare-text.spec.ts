import { bareText } from './bare-text.ts'

describe('bareText', () => {
  it.each([
    ['a,b', 'a,b'],
    ['\ufeffa,b\r', 'a,b'],
    ['a,b\r', 'a,b'],
    ['\r', ''],
    ['\ufeff', ''],
    ['', ''],
    ['a\r\n\tb\r\n\tc\r', 'a\n\tb\n\tc'],
    ['a\r\nb', 'a\nb'],
    ['a\rb\ufeff', 'a\rb\ufeff']
  ])('of %j is %j', (text, bare) => {
    expect(bareText(text)).toBe(bare)
  })
})
