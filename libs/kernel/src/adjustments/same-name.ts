/** Whether two ways of writing it name one person: blanks, capitals and Unicode forms do not count. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

function folded(name: string): string {
  const plain = name.normalize('NFKC').toUpperCase().toLowerCase()
  return plain.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ')
}
