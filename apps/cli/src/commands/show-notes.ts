/** What to know of a file that was read all the same; one line each. */
export function showNotes(name: string, notes: readonly string[]): string {
  return notes.map(note => `${name}: ${note}\n`).join('')
}
