// Lines whose parts take one another's place and come to nothing. They are kept, for what later bills charge is the
// difference to their parts, and are not told to customers beside lines that ask for something.

/** Behind the others, so that those are numbered through. */
export function nothingLast<T extends { readonly amount: bigint }>(lines: readonly T[]): readonly T[] {
  const [asked, nothing] = [lines.filter(isSomething), lines.filter(line => !isSomething(line))]
  return nothing.length === 0 ? lines : [...asked, ...nothing]
}

/** All, where there is nothing else to tell. */
export function linesTold<T extends { readonly amount: bigint }>(lines: readonly T[]): readonly T[] {
  const told = lines.filter(isSomething)
  return told.length === 0 ? lines : told
}

/** Without those of nothing. */
export function taxesTold<T extends { readonly amount: bigint; readonly taxable: bigint }>(
  taxes: readonly T[]
): readonly T[] {
  return taxes.filter(({ amount, taxable }) => amount !== 0n || taxable !== 0n)
}

function isSomething({ amount }: { readonly amount: bigint }): boolean {
  return amount !== 0n
}
