"""A real SMTP server that keeps what it gets in a folder and fails by plan. Started by smtp_sink.rs.

Its one argument is a JSON object: folder, port (0: any free one), login ({user, password} or null), security ("none",
"starttls", "tls"), certificate and key (paths), faults (a list; each has `do` and, for most, `times`). It prints its port
on a line of its own, and ends when its input is closed, so that it does not outlive whoever started it.
"""

import asyncio
import json
import logging
import os
import random
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

options = json.loads(sys.argv[1])
# Its warnings are about its own coming versions, and its errors often planned here.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
received = 0
connections = 0
recipients = 0
chances = {"busy": 0, "silent": 0, "broken": 0}


def due(what, **wanted):
    """The next planned fault of this sort that fits, used up by one."""
    for fault in options["faults"]:
        fits = fault["do"] == what and all(fault.get(name) == value for name, value in wanted.items())
        if fits and fault.get("times", 1) > 0:
            fault["times"] = fault.get("times", 1) - 1
            return fault
    return None


def by_lot():
    """What goes wrong with this mail by lot, if anything does."""
    for fault in options["faults"]:
        if fault["do"] == "chance":
            drawn = random.random() * 100
            for what in chances:
                if drawn < fault[what]:
                    chances[what] += 1
                    words = f"was busy {chances['busy']}, silent {chances['silent']} and broke off {chances['broken']} times"
                    with open(os.path.join(options["folder"], "chances"), "w", encoding="ascii") as file:
                        file.write(words)
                    return what
                drawn -= fault[what]
    return None


async def stall_at(step):
    fault = due("stall", at=step)
    if fault:
        await asyncio.sleep(fault["seconds"])


def drop(server):
    """Cuts the connection without a word."""
    server.transport.abort()
    raise asyncio.CancelledError


def leave(server):
    """Ends a conversation that the client takes to go on, as servers do that are stopped or tired of waiting."""
    server.transport.write(b"421 4.3.2 sink.example is going down\r\n")
    server.transport.close()


class Server(SMTP):
    async def push(self, status):
        await super().push(status)
        # The mail may come now, and is not listened to.
        fault = due("stall", at="content") if status.startswith("354") else None
        if fault:
            self.transport.pause_reading()
            await asyncio.sleep(fault["seconds"])
            self.transport.resume_reading()


def keep(session, envelope):
    """The envelope first, then the mail under its final name: who sees the mail finds its envelope."""
    global received
    received += 1
    name = os.path.join(options["folder"], f"{received:06}")
    with open(name + ".json", "w", encoding="utf-8") as file:
        json.dump(
            {
                "from": envelope.mail_from,
                "to": envelope.rcpt_tos,
                "user": session.auth_data.login.decode() if session.auth_data else None,
                "encrypted": session.ssl is not None or options["security"] == "tls",
            },
            file,
        )
    with open(name + ".part", "wb") as file:
        file.write(envelope.original_content)
    os.rename(name + ".part", name + ".eml")


class Sink:
    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        await stall_at("mail")
        fault = due("answer", at="mail")
        if fault:
            return fault["reply"]
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        global recipients
        recipients += 1
        # A recipient who does not exist goes on not existing: these faults are not used up.
        for fault in options["faults"]:
            if fault["do"] == "refuse" and fault["address"].lower() == address.lower():
                return f"550 5.1.1 <{address}>: no such user"
            if fault["do"] == "every" and recipients % fault["nth"] == 0:
                return fault["reply"]
        fault = due("answer", at="rcpt")
        if fault:
            return fault["reply"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await stall_at("data")
        wrong = by_lot()
        if wrong == "busy":
            return "451 4.3.0 busy"
        if wrong == "silent":
            # Who waits for an answer gives up before; the server takes nothing that nobody waits for.
            await asyncio.sleep(3)
            return "451 4.3.0 too slow"
        if wrong == "broken":
            drop(server)
        if due("drop", accepted=False):
            drop(server)
        fault = due("answer", at="data")
        if fault:
            return fault["reply"]
        keep(session, envelope)
        if due("drop", accepted=True):
            drop(server)
        if due("leave"):
            asyncio.get_running_loop().call_later(0.1, leave, server)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    wanted = options["login"]
    right = data.login.decode() == wanted["user"] and data.password.decode() == wanted["password"]
    # `handled=False` leaves the answer to the server: 535.
    return AuthResult(success=right, handled=False, auth_data=data if right else None)


async def main():
    context = None
    if options["security"] != "none":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options["certificate"], options["key"])
    starttls = options["security"] == "starttls"
    login = {}
    if options["login"]:
        login = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": starttls}

    def connection():
        global connections
        connections += 1
        with open(os.path.join(options["folder"], "connections"), "w", encoding="ascii") as file:
            file.write(str(connections))
        return Server(
            Sink(),
            hostname="sink.example",
            enable_SMTPUTF8=True,
            tls_context=context if starttls else None,
            require_starttls=starttls,
            **login,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        connection, "127.0.0.1", options["port"], ssl=context if options["security"] == "tls" else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main())
