import { useCallback, useEffect, useState } from 'react';
import { ENDPOINT, LOG_IN, readLogIn } from './contract.js';

// The access token stays in this tab: it outlives a reload, not the tab, and no other tab sees it.
const KEY = 'lansera:explorer:session';

function stored() {
  try {
    const session = JSON.parse(sessionStorage.getItem(KEY));
    return session?.accessToken && !hasEnded(session) ? session : null;
  } catch {
    return null;
  }
}

function store(session) {
  try {
    if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still has the session in memory, until the page is left.
  }
}

function millisecondsLeft(session) {
  return session.expiresAt ? Date.parse(session.expiresAt) - Date.now() : Number.POSITIVE_INFINITY;
}

function hasEnded(session) {
  return millisecondsLeft(session) <= 0;
}

/** The session of this tab, with the ways to begin and to end it. */
export function useSession() {
  const [session, setSession] = useState(stored);
  const [notice, setNotice] = useState('');

  const change = useCallback((next, why = '') => {
    store(next);
    setSession(next);
    setNotice(why);
  }, []);

  // A timer cannot wait longer than about 24 days, and a sleeping computer stops it: look now and then.
  useEffect(() => {
    if (!session?.expiresAt) return undefined;
    const look = () => {
      if (hasEnded(session)) change(null, 'The session has ended. Log in again.');
    };
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
  }, [session, change]);

  const logIn = useCallback(
    async (email, password) => {
      setNotice('');
      let answer;
      try {
        const response = await fetch(ENDPOINT, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json, application/json;q=0.9',
          },
          body: JSON.stringify({ query: LOG_IN, variables: { input: { email, password } } }),
        });
        answer = await response.json();
      } catch {
        setNotice('The server could not be reached, or its answer could not be read.');
        return false;
      }
      const { session: next, reason } = readLogIn(answer);
      if (!next) {
        setNotice(reason);
        return false;
      }
      change(next);
      return true;
    },
    [change],
  );

  const logOut = useCallback(() => change(null), [change]);

  return { session, notice, logIn, logOut };
}
