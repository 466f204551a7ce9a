/** One spelling per identity: `+61 412 345 678` and `+61412345678` are the same number, `Anna@Example.org` one login. */
export function canonicalIdentity(text: string): string {
  const trimmed = text.trim()
  return /^\+?[\d\s().-]+$/.test(trimmed) ? trimmed.replace(/[\s().-]/g, '') : trimmed.toLowerCase()
}
