import { useState } from 'react';

/** The bar above the editor: who is signed in, or the form for it. */
export function LogInBar({ session, notice, onLogIn, onLogOut }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event) {
    event.preventDefault();
    setBusy(true);
    const done = await onLogIn(email.trim(), password);
    setBusy(false);
    if (done) setPassword('');
  }

  return (
    <header className="bar">
      <span className="bar-name">
        Lansera <span className="bar-what">GraphQL explorer</span>
      </span>
      <span className="bar-notice" role="status">
        {notice}
      </span>
      {session ? (
        <span className="bar-session">
          <span>
            Signed in as <strong data-testid="signed-in">{session.name}</strong>
          </span>
          <button type="button" onClick={onLogOut}>
            Log out
          </button>
        </span>
      ) : (
        <form className="bar-session" onSubmit={submit}>
          <label>
            E-mail
            <input
              type="email"
              name="email"
              autoComplete="username"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </label>
          <label>
            Password
            <input
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          <button type="submit" disabled={busy}>
            {busy ? 'Logging in…' : 'Log in'}
          </button>
        </form>
      )}
    </header>
  );
}
