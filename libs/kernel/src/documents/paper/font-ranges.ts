// What PDFs can write. A font goes into every one of them, so most bear a small one; names with letters beyond it bring a larger one.

type Range = readonly [first: number, last: number]

/** Latin with its usual extensions, Greek, Cyrillic, punctuation, currency signs and the few symbols that documents use. */
export const USUAL_RANGES: readonly Range[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x192, 0x192],
  [0x218, 0x21b],
  [0x2c6, 0x2dd],
  [0x386, 0x3ce],
  [0x401, 0x45f],
  [0x490, 0x491],
  [0xe3f, 0xe3f],
  [0x1e80, 0x1e85],
  [0x2010, 0x2044],
  [0x20a0, 0x20bf],
  [0x2116, 0x2122],
  [0x2190, 0x2193],
  [0x2202, 0x2265],
  [0x25a0, 0x25cf],
  [0x2713, 0x2717]
]

/** Letters of Vietnamese, Azerbaijani, Kazakh, Hausa, Akan and others that are written in these scripts, and marks that stand alone. */
export const MORE_RANGES: readonly Range[] = [
  [0x180, 0x24f],
  [0x253, 0x25b],
  [0x2bb, 0x2bc],
  [0x300, 0x36f],
  [0x400, 0x52f],
  [0x1e00, 0x1eff]
]

const classOf = (ranges: readonly Range[]): string =>
  ranges.map(range => range.map(end => `\\u{${end.toString(16)}}`).join('-')).join('')

const USUAL = new RegExp(`^[${classOf(USUAL_RANGES)}]*$`, 'u')
const MORE = new RegExp(`(?![${classOf(USUAL_RANGES)}])[${classOf(MORE_RANGES)}]`, 'u')

/** Whether the small font can write all of it. */
export function isUsual(text: string): boolean {
  return USUAL.test(text)
}

/** Whether it takes the larger font. */
export function needsMore(text: string): boolean {
  return MORE.test(text)
}
