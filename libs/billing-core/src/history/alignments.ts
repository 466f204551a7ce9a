// How an account's periods are cut: by the bill day that held, months counted from the day it opened.
import type { DatedAlignment } from '../periods/index.ts'
import type { AccountHistory } from './account-history.ts'

export function accountAlignments(history: Pick<AccountHistory, 'opened' | 'billDays'>): DatedAlignment[] {
  return history.billDays.map(({ from, billDay }) => ({ from, alignment: { anchor: history.opened, billDay } }))
}
