# shellcheck disable=SC2034 # the variables set here are read by whoever sources this
# Sourced by ./test and .ci/run: starts a demo server for a check, waits for it and stops it.
# Needs node. Everything that depends on what the server is called with, or prints, is here.

# A port that nobody listens on.
free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

# start_demo FOLDER PORT COMMAND...: runs `COMMAND demo …` in the background with its data in FOLDER.
# Sets SERVER_PID, SERVER_URL and SERVER_LOG.
start_demo() {
    local folder=$1 port=$2
    shift 2
    SERVER_URL=http://127.0.0.1:$port
    SERVER_LOG=$folder/server.log
    "$@" demo --fresh --data-dir "$folder/data" --listen "127.0.0.1:$port" >"$SERVER_LOG" 2>&1 </dev/null &
    SERVER_PID=$!
}

# wait_ready SECONDS: until the started server says that it is ready. Fails when it ends before, or takes longer.
wait_ready() {
    local until=$((SECONDS + $1))
    while ! node -e '
        fetch(process.argv[1], { signal: AbortSignal.timeout(2000) })
            .then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1));
    ' "$SERVER_URL/health/ready"; do
        if ! kill -0 "$SERVER_PID" 2>/dev/null; then
            echo "The server ended before it was ready." >&2
            show_server_log
            return 1
        fi
        if ((SECONDS >= until)); then
            echo "The server was not ready after $1 s." >&2
            show_server_log
            return 1
        fi
        sleep 0.3
    done
}

show_server_log() {
    echo "The end of what the server wrote:" >&2
    tail -n 40 "$SERVER_LOG" >&2 || true
}

# The log-in that the demo printed for a role (`owner`, `manager`, `management`): sets DEMO_EMAIL and DEMO_PASSWORD.
# A line of the demo reads `owner      anna.lind@example.se   the-password`.
demo_log_in() {
    local found
    found=$(sed 's/\x1b\[[0-9;]*m//g' "$SERVER_LOG" | awk -v role="$1" '
        tolower($1) == role {
            for (i = 2; i < NF; i++) if ($i ~ /@/) { print $i, $NF; exit }
        }')
    DEMO_EMAIL=${found%% *}
    DEMO_PASSWORD=${found#* }
    if [[ -z $found ]]; then
        echo "The demo printed no log-in for the role $1." >&2
        show_server_log
        return 1
    fi
}

# Asks the running server to stop, and fails unless it ends with 0 within 30 s.
stop_server() {
    local pid=$SERVER_PID status=0 watch
    SERVER_PID=
    kill -TERM "$pid"
    { sleep 30 && kill -KILL "$pid"; } >/dev/null 2>&1 &
    watch=$!
    wait "$pid" || status=$?
    kill "$watch" 2>/dev/null || true
    wait "$watch" 2>/dev/null || true
    if ((status != 0)); then
        echo "The server ended with $status after SIGTERM, not with 0." >&2
        show_server_log
        return 1
    fi
}

# For a trap: ends a server that is still running, whatever happened.
kill_server() {
    if [[ -n ${SERVER_PID:-} ]]; then
        kill -KILL "$SERVER_PID" 2>/dev/null || true
        wait "$SERVER_PID" 2>/dev/null || true
        SERVER_PID=
    fi
}
