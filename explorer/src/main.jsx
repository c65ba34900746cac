// The editor's helpers run as workers, built into files of this folder.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';

import { GraphiQL } from 'graphiql';
import { useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { FIRST_QUERY } from './contract.js';
import { createFetcher } from './fetcher.js';
import { LogInBar } from './LogInBar.jsx';
import { useSession } from './session.js';

// A link may bring a query along: /graphiql/?query=…
const asked = new URLSearchParams(window.location.search).get('query') ?? undefined;

function Explorer() {
  const { session, notice, logIn, logOut } = useSession();
  const accessToken = session?.accessToken;
  const { fetcher, dispose } = useMemo(() => createFetcher(accessToken), [accessToken]);
  useEffect(() => dispose, [dispose]);

  return (
    <>
      <LogInBar session={session} notice={notice} onLogIn={logIn} onLogOut={logOut} />
      <main className="editor">
        <GraphiQL
          fetcher={fetcher}
          initialQuery={asked}
          defaultQuery={FIRST_QUERY}
          schemaDescription
          inputValueDeprecation
          // Headers may carry a token: they are never written to the disk.
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

createRoot(document.getElementById('root')).render(<Explorer />);
