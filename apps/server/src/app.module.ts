import { Module, type DynamicModule } from '@nestjs/common'
import { LoggerModule } from 'nestjs-pino'
import { HealthController } from './health.controller.ts'
import { logSettings, type LogLevel } from './log-settings.ts'

@Module({})
export class AppModule {
  /** `kernel` brings every feature and its routes; this module adds the log and what only a server has. */
  static around(kernel: DynamicModule, logLevel: LogLevel): DynamicModule {
    return {
      module: AppModule,
      imports: [LoggerModule.forRoot(logSettings(logLevel)), kernel],
      controllers: [HealthController]
    }
  }
}
