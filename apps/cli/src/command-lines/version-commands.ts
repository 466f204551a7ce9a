// Command lines of what was published: listed, compared, made current again.
import { type Command, InvalidArgumentError } from 'commander'
import type { Terminal } from '../terminal.ts'
import { wholeNumber } from '../whole-number.ts'

export function addVersions(program: Command, terminal: Terminal): void {
  const versions = program
    .command('versions')
    .summary('published rules')
    .description('Versions of the rules, each named by the hash of its texts: six digits of it are enough.')
  versions
    .command('list', { isDefault: true })
    .summary('everything that was published; * holds today')
    .option('--json', 'print it as JSON')
    .action(async options => (await import('../commands/versions.ts')).versionsList(options, terminal))
  versions
    .command('show')
    .argument('<version>', "its hash, or the beginning of it; 'current'")
    .summary('one version: when, by whom and why, and its files')
    .option('--write <folder>', 'write its texts into a folder')
    .option('--json', 'print it as JSON, with the texts')
    .action(async (version, options) =>
      (await import('../commands/versions.ts')).versionsShow(version, options, terminal)
    )
  versions
    .command('diff')
    .argument('<before>', 'a version')
    .argument('[after]', 'another', 'current')
    .summary('statements that came, went or changed; rows of tables up, down, new, gone, never used')
    .option('--most <count>', 'rows of tables shown of each kind', wholeNumber, 20)
    .option('--json', 'print it as JSON')
    .action(async (before, after, options) =>
      (await import('../commands/versions.ts')).versionsDiff(before, after, options, terminal)
    )
  const restore = versions
    .command('restore')
    .argument('<version>', 'its hash, or the beginning of it')
    .summary('publish an old version again, under its own date, author and message')
    .option('-m, --message <text>', 'why (default: which version it restores)', messageOption)
  publishOptions(restore).action(async (version, options) =>
    (await import('../commands/versions.ts')).versionsRestore(version, options, terminal)
  )
}

/** Why a version is published: words, for whoever reads the history. */
export function messageOption(written: string): string {
  if (written.trim() === '') throw new InvalidArgumentError('It is empty: say why.')
  return written.trim()
}

/** Those that `publish` and `versions restore` share. */
export function publishOptions(command: Command): Command {
  return command
    .option('--from <date>', 'first day on which they hold (default: since ever for the first rules, else today)')
    .option('--author <name>', 'who (default: the user of this machine)')
    .option(
      '--gate <gate...>',
      'refuse a change that does more to the bills of the last month: "account +20%", "unrated 0"'
    )
    .option('--gates <file>', 'a file of such gates, one a line')
    .option(
      '--corrects-issued-bills',
      'publish though bills of that day or later are issued: the next bills correct them'
    )
    .option('--drops-held-plans', 'publish though subscriptions hold plans that are gone: they cannot be billed')
    .option('--json', 'print what was published as JSON')
}
