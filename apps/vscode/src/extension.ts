// The Visual Studio Code side: starts `farthing lsp` in the workspace, and all else is the language server's.
import { commands, type ExtensionContext, window, workspace } from 'vscode'
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node'

const SELECTOR = [{ language: 'farthing' }, { scheme: 'file', pattern: '**/*.csv' }]

let client: LanguageClient | null = null

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(commands.registerCommand('farthing.restart', start))
  context.subscriptions.push(
    workspace.onDidChangeConfiguration(async change => {
      if (change.affectsConfiguration('farthing.command')) await start()
    })
  )
  await start()
}

export async function deactivate(): Promise<void> {
  await client?.stop()
  client = null
}

async function start(): Promise<void> {
  await deactivate()
  const words = workspace.getConfiguration('farthing').get<string[]>('command') ?? []
  const [command, ...args] = words
  if (command === undefined || command === '') {
    void window.showErrorMessage('farthing.command is empty: it names the command that starts the language server.')
    return
  }
  const cwd = workspace.workspaceFolders?.[0]?.uri.fsPath
  const server: ServerOptions = {
    command,
    args,
    options: { ...(cwd === undefined ? {} : { cwd }), shell: process.platform === 'win32' }
  }
  const options: LanguageClientOptions = { documentSelector: SELECTOR, outputChannelName: 'Farthing' }
  client = new LanguageClient('farthing', 'Farthing', server, options)
  try {
    await client.start()
  } catch (problem) {
    const cause = problem instanceof Error ? problem.message : String(problem)
    void window.showErrorMessage(
      `\`${words.join(' ')}\` did not start: ${cause}. Install Farthing in this folder, or set farthing.command.`
    )
  }
}
