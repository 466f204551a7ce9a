// Why a data folder cannot be used, in words that say what to do.
import { StartRefused } from '../start-refused.ts'

const NOT_OURS = ['EACCES', 'EPERM', 'EROFS']

/** The error as a StartRefused when the operator can mend it; else the error itself. */
export function unusable(error: unknown, folder: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException
  if (NOT_OURS.includes(code)) {
    return new StartRefused(
      `This user may not write in ${folder} (${code}): it was made by another user, or the disk is read-only.\n` +
        'Run Farthing as the user who made it, choose another data folder with FARTHING_DATA, or set DATABASE_URL.'
    )
  }
  if (code === 'ENOSPC') return new StartRefused(`There is no space left for ${folder}. Free some and start again.`)
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StartRefused(`${folder} is no folder. Move that file, or choose another data folder with FARTHING_DATA.`)
  }
  if (error instanceof ServerFailed) {
    return new StartRefused(
      `${message}\nMend what it names, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.`
    )
  }
  return error
}

/** One of PostgreSQL's programs did not do what it was asked; the message has its own last words. */
export class ServerFailed extends Error {
  override readonly name = 'ServerFailed'
}

export function passwordLost(folder: string): StartRefused {
  return new StartRefused(
    `${folder}/postgres holds a database, but ${folder}/postgres.password, which opens it, is gone.\n` +
      'Put the file back from a backup; or move the folder postgres away to begin with an empty database.'
  )
}
