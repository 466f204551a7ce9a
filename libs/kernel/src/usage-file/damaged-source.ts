/** The bytes end or break in the middle: a damaged gzip file, a broken upload. */
export class DamagedSource extends Error {
  override readonly name = 'DamagedSource'
}
