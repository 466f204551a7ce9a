const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One Ctrl+C may arrive twice, from the terminal and from the launcher: only a later one is a second wish. */
const SAME_WISH_MS = 1_000

/** Resolves when the process is asked to stop: the caller then closes in order. Asked again, it stops at once. */
export function stopAsked(): Promise<void> {
  return new Promise(resolve => {
    let asked: number | undefined
    const stop = (): void => {
      if (asked !== undefined && performance.now() - asked > SAME_WISH_MS) process.exit(130)
      asked ??= performance.now()
      resolve()
    }
    for (const signal of SIGNALS) process.on(signal, stop)
  })
}
