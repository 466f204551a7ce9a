import { spawnSync } from 'node:child_process'

/**
 * What hledger answers to these words (`'check'`; `'balance', 'cash'`) about this journal.
 * Null where it is not installed, of which the run speaks at its start; it throws hledger's own words where it does not take the journal.
 */
export function hledger(journal: string, ...words: string[]): string | null {
  const { error, status, stderr, stdout } = spawnSync('hledger', ['-f', '-', ...words], {
    ...{ input: journal, encoding: 'utf8', maxBuffer: 1 << 28 }
  })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return null
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`hledger ${words.join(' ')}: ${stderr}`)
  return stdout
}
