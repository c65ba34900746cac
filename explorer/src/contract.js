// Everything in the explorer that depends on the API is in this file.

/** Where the API answers, for queries and mutations (POST) and for subscriptions (WebSocket). */
export const ENDPOINT = '/graphql';

/** Logs in with `{ input: { email, password } }`. */
export const LOG_IN = `mutation ExplorerLogIn($input: LogInInput!) {
  logIn(input: $input) {
    session {
      accessToken
      refreshToken
      accessTokenExpiresAt
      user { name }
    }
    errors { message code }
  }
}`;

/**
 * The session in an answer to `LOG_IN`, or the reason why there is none.
 *
 * @returns {{ session?: { accessToken: string, expiresAt: string | null, name: string }, reason?: string }}
 */
export function readLogIn(answer) {
  const payload = answer.data?.logIn;
  const session = payload?.session;
  if (session) {
    return {
      session: {
        accessToken: session.accessToken,
        expiresAt: session.accessTokenExpiresAt ?? null,
        name: session.user?.name ?? '',
      },
    };
  }
  const errors = [...(payload?.errors ?? []), ...(answer.errors ?? [])];
  const messages = errors.map((error) => error.message).filter(Boolean);
  return { reason: messages.join(' ') || 'The server did not log in, and gave no reason.' };
}

/** What a request over HTTP carries for a signed-in person. */
export function httpHeaders(accessToken) {
  return accessToken ? { Authorization: `Bearer ${accessToken}` } : {};
}

/** What `connection_init` carries for a signed-in person. */
export function connectionParams(accessToken) {
  return accessToken ? { authorization: `Bearer ${accessToken}` } : {};
}

/** What the editor shows at the first visit. */
export const FIRST_QUERY = `# Log in above: requests and subscriptions
# then carry your access token. The demo
# prints whom you can log in as.
#
# Run:       Ctrl-Enter
# Complete:  Ctrl-Space
# Read on:   the book to the left

query WhoAmI {
  viewer {
    user {
      name
    }
  }
}
`;
