import { ApiProperty } from '@nestjs/swagger';
import type { PluginCounters } from '../../../plugin/commands/plugin-counters.ts';

/** The browsers at the instance that answers, and what happened on their sockets since it started. */
export class PluginOverviewResponse {
  @ApiProperty({ type: Number, example: 17, description: 'browsers connected here at this moment' })
  readonly connected: number;
  @ApiProperty({ type: Number, example: 1, description: 'commands that are waited for here at this moment' })
  readonly commands_under_way: number;
  @ApiProperty({ type: Number, example: 420 })
  readonly commands_sent: number;
  @ApiProperty({ type: Number, example: 3, description: 'sent again, since nobody had accepted them' })
  readonly commands_repeated: number;
  @ApiProperty({ type: Number, example: 419 })
  readonly results_stored: number;
  @ApiProperty({ type: Number, example: 2, description: 'sent again by a browser; stored before' })
  readonly results_repeated: number;
  @ApiProperty({
    type: Number,
    example: 0,
    description: 'for commands that the device was never given: forged, replayed, or long over',
  })
  readonly results_refused: number;
  @ApiProperty({ type: Number, example: 0, description: 'messages that were not understood' })
  readonly messages_refused: number;
  @ApiProperty({ type: Number, example: 1, description: 'connections that were refused or ended from here' })
  readonly connections_refused: number;

  /**
   * @param connected browsers connected here
   * @param underWay commands that are waited for
   * @param counters what was counted
   */
  constructor(connected: number, underWay: number, counters: PluginCounters) {
    this.connected = connected;
    this.commands_under_way = underWay;
    this.commands_sent = counters.commandsSent;
    this.commands_repeated = counters.commandsRepeated;
    this.results_stored = counters.resultsStored;
    this.results_repeated = counters.resultsRepeated;
    this.results_refused = counters.resultsRefused;
    this.messages_refused = counters.messagesRefused;
    this.connections_refused = counters.connectionsRefused;
  }
}
