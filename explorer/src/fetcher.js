import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import { connectionParams, ENDPOINT, httpHeaders } from './contract.js';

function socketAddress() {
  const address = new URL(ENDPOINT, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

/**
 * What GraphiQL sends its requests with, for one session (or for none).
 *
 * A header that is written into the headers tab of the editor wins over the session's.
 * `dispose` closes the socket, so that no subscription goes on in the name of one who logged out.
 */
export function createFetcher(accessToken) {
  const socket = createClient({
    url: socketAddress(),
    connectionParams: connectionParams(accessToken),
    retryAttempts: 2,
  });
  const fetcher = createGraphiQLFetcher({
    url: ENDPOINT,
    headers: httpHeaders(accessToken),
    wsClient: socket,
  });
  return { fetcher, dispose: () => socket.dispose() };
}
