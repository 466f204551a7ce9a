// Texts that a database column holds as they come: without a NUL character, and without half of a surrogate pair.

export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

/** Whether a value holds any that is not, in keys too. Walks without recursion: it may be nested as deep as it likes. */
export function holdsUnstorable(value: unknown): boolean {
  const open = [value]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part === 'string') {
      if (!isStorable(part)) return true
    } else if (Array.isArray(part)) for (const inner of part) open.push(inner)
    else if (typeof part === 'object' && part !== null) {
      for (const key of Object.keys(part)) {
        if (!isStorable(key)) return true
        open.push((part as Readonly<Record<string, unknown>>)[key])
      }
    }
  }
  return false
}
