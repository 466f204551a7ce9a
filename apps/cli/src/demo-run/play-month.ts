// The demo's month, step by step: publish the rules, open the accounts, import their usage, bill them, print three invoices.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DocumentsService,
  KernelSettings,
  LedgerService,
  MovableClock,
  Policies,
  RulesHost,
  type ExplainedLine,
  type InvoiceHead,
  type KernelOptions,
  type UsageImport
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { importOne } from '../commands/usage-import.ts'
import {
  DEMO_ACCOUNTS,
  DEMO_BILLS_FROM,
  DEMO_RECORDS,
  DEMO_ZONE,
  demoAccounts,
  writeDemoUsage,
  type DemoAccount
} from '../demo/index.ts'
import { withKernelOf } from '../installation/open-kernel.ts'
import { rulesFolder } from '../installation/rules.ts'
import { FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { runBills } from './demo-bills.ts'
import { openCustomers } from './demo-customers.ts'
import { allInvoices, explainedLines } from './demo-invoices.ts'
import type { DemoSummary } from './demo-summary.ts'
import { Steps } from './steps.ts'

export interface DemoPlan {
  readonly seed: number
  readonly accounts: number
  /** Folder of rules. */
  readonly rules: string
}

/** Plays on a clock of its own, so that the same seed gives the same month whenever it is played. */
export function playMonth(options: KernelOptions, plan: DemoPlan, terminal: Terminal): Promise<DemoSummary> {
  const clock = new MovableClock(
    DEMO_BILLS_FROM.toZonedDateTime({ timeZone: DEMO_ZONE, plainTime: '06:00' }).toInstant()
  )
  const folder = join(options.dataFolder ?? 'data', 'demo')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const customers = demoAccounts(plan.seed, plan.accounts)
  const steps = new Steps(terminal)
  return withKernelOf({ ...options, clock, works: false }, async kernel => {
    const currency = await steps.take('rules', `publishing ${plan.rules}`, () => publishRules(kernel, plan.rules))
    const byBillDay = await steps.take('accounts', `opening ${customers.length} accounts`, () =>
      openCustomers(kernel, customers, currency)
    )
    const imports = await steps.take('usage', 'importing a month of usage', () =>
      importUsage(kernel, { folder, seed: plan.seed, customers }, terminal)
    )
    const done = await steps.take('policies', 'asking policies about everybody', () => kernel.get(Policies).pass())
    const policies = { messages: done.messages, restrictions: done.changes }
    await steps.take('bills', 'billing every day of October', () => runBills({ kernel, clock, byBillDay }, terminal))
    const heads = await allInvoices(kernel)
    const explained = await explainedLines(kernel, heads)
    const pdfs = await steps.take('pdfs', 'printing three invoices', () => printInvoices(kernel, folder, explained))
    const ledger = await kernel.get(LedgerService).totals(kernel.get(KernelSettings).tenant)
    const invoices = { count: heads.length, total: totalOf(heads), currency }
    const { transactions, balanced } = ledger
    return {
      accounts: customers.length,
      imports,
      policies,
      invoices,
      ledger: { transactions, balanced },
      pdfs,
      explained,
      seconds: steps.seconds
    }
  })
}

/** The operator's currency. */
async function publishRules(kernel: INestApplicationContext, path: string): Promise<string> {
  const host = kernel.get(RulesHost)
  const { files } = rulesFolder(path)
  const published = await host.publish({ files, author: 'demo', message: 'The rules of the demo' })
  if (!published.ok)
    throw new FoundProblem(
      `The rules of ${path} cannot be published: see farthing check ${path} and farthing test ${path}.`
    )
  const rules = await host.whole(published.publication.version)
  return rules?.operator.currency ?? ''
}

interface DemoUsage {
  readonly folder: string
  readonly seed: number
  readonly customers: readonly DemoAccount[]
}

async function importUsage(
  kernel: INestApplicationContext,
  { folder, seed, customers }: DemoUsage,
  terminal: Terminal
): Promise<UsageImport[]> {
  const files = { asterisk: join(folder, 'Master.csv'), csv: join(folder, 'usage.csv') }
  const records = Math.round((DEMO_RECORDS * customers.length) / DEMO_ACCOUNTS)
  await writeDemoUsage(seed, customers, files, records)
  const calls = await importOne(kernel, { file: files.asterisk, format: 'asterisk' }, terminal)
  return [calls, await importOne(kernel, { file: files.csv, format: 'csv' }, terminal)]
}

async function printInvoices(
  kernel: INestApplicationContext,
  folder: string,
  explained: readonly ExplainedLine[]
): Promise<string[]> {
  const documents = kernel.get(DocumentsService)
  const files: string[] = []
  for (const number of new Set(explained.map(({ invoice }) => invoice.number ?? invoice.id))) {
    const made = await documents.pdf(number)
    if (!made.ok) throw new FoundProblem(made.detail)
    const file = join(folder, `${number}.pdf`)
    writeFileSync(file, made.value)
    files.push(file)
  }
  return files
}

function totalOf(heads: readonly InvoiceHead[]): bigint {
  return heads.reduce((sum, { total }) => sum + total, 0n)
}
