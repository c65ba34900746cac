"""A real S3 server that keeps what it gets in memory. Started by s3_server.rs.

Its one argument is the name of a bucket that it is to have. It prints its port on a line of its own, and ends when its input is closed,
so that it does not outlive whoever started it.
"""

import logging
import sys
import urllib.request

from moto.server import ThreadedMotoServer

logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/{sys.argv[1]}", method="PUT")).close()
print(port, flush=True)
sys.stdin.read()
