// A child process for the test of channels: it serves the echo contract over its IPC pipe, and
// dies when it is told that the session is `die`.
import { createPipe } from '../../main/office/channels.ts';
import { serve } from '../../main/office/serve.ts';
import { echoContract, echoDesk } from './echo-contract.ts';

createPipe(process, (channel, session) => {
  if (session === 'die') process.exit(0);
  serve(echoContract, echoDesk().handlers, channel, {
    session: { name: String(session) },
    log: () => {},
    newFaultId: () => 'F',
  });
});
