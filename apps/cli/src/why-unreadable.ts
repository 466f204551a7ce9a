/** Why a file cannot be read, as a person says it. */
export function whyUnreadable(problem: unknown): string {
  const { code, message } = problem as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'you may not read it'
  return message
}
