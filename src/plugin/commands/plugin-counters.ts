import { Injectable } from '@nestjs/common';

/** What happened on the sockets of this instance since it started. */
@Injectable()
export class PluginCounters {
  /** Commands sent for the first time. */
  commandsSent = 0;
  /** Commands sent again since nobody had accepted them. */
  commandsRepeated = 0;
  /** Results that were stored. */
  resultsStored = 0;
  /** Results that had been stored before. */
  resultsRepeated = 0;
  /** Results for commands that the device was never given: forged, replayed, or of a command that is long over. */
  resultsRefused = 0;
  /** Messages that were not understood. */
  messagesRefused = 0;
  /** Connections that were refused or ended by the server. */
  connectionsRefused = 0;
}
