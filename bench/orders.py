#!/usr/bin/env python3
"""Measures the shop of a running ./quartet up: latency and rate of POST /orders with 1 to 8 clients, and the time from an order
until its shipment can be read. Needs botocore, which comes with the aws command line.
  bench/orders.py [STATE_FOLDER]      (default: .quartet/local)
"""
import http.client
import json
import random
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from urllib.parse import urlparse

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

STATE = sys.argv[1] if len(sys.argv) > 1 else ".quartet/local"
SERVICES = json.load(open(STATE + "/exports.json"))["services"]
ENV = dict(line.strip()[len("export "):].split("=", 1) for line in open(STATE + "/aws.env") if line.startswith("export "))
OWNER = Credentials(ENV["AWS_ACCESS_KEY_ID"], ENV["AWS_SECRET_ACCESS_KEY"])
SKUS = ["BENCH-%d" % i for i in range(20)]
TIMEOUT = 35


def url(service):
    return SERVICES[service]["api"]["url"]


def signed(method, service, path, body=None):
    """Returns the status of a call that its owner signs."""
    data = None if body is None else json.dumps(body).encode()
    headers = {} if data is None else {"Content-Type": "application/json"}
    call = AWSRequest(method=method, url=url(service) + path, data=data, headers=headers)
    SigV4Auth(OWNER, "execute-api", ENV["AWS_REGION"]).add_auth(call)
    request = urllib.request.Request(call.url, data=data, headers=dict(call.headers), method=method)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.status
    except urllib.error.HTTPError as e:
        return e.code


class Client:
    """One connection to the orders service."""

    def __init__(self):
        address = urlparse(url("orders"))
        self.path = address.path + "/orders"
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=TIMEOUT)

    def order(self, sku):
        """Returns status, body and milliseconds."""
        body = json.dumps({"customer": "bench", "lines": [{"sku": sku, "quantity": 1}]})
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        start = time.perf_counter()
        self.connection.request("POST", self.path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, text, (time.perf_counter() - start) * 1000


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def load(clients, orders):
    placed, others, lock, left = [], {}, threading.Lock(), [orders]

    def buy(seed):
        client, choice = Client(), random.Random(seed)
        while True:
            with lock:
                if left[0] <= 0:
                    return
                left[0] -= 1
            status, _, millis = client.order(choice.choice(SKUS))
            with lock:
                if status == 201:
                    placed.append(millis)
                else:
                    others[status] = others.get(status, 0) + 1

    threads = [threading.Thread(target=buy, args=(i,)) for i in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    print("%d clients, %d orders: p50 %.0f ms, p99 %.0f ms, %.1f a second; other answers: %s" % (
        clients, orders, percentile(placed, 0.5), percentile(placed, 0.99), len(placed) / seconds, others or "none"), flush=True)


def shipped(orders):
    times = []
    for i in range(orders):
        start = time.perf_counter()
        status, text, _ = Client().order(SKUS[i % len(SKUS)])
        assert status == 201, text
        order = json.loads(text)["id"]
        while signed("GET", "shipping", "/shipments/" + order) != 200:
            assert time.perf_counter() - start < 60, "no shipment of " + order
        times.append((time.perf_counter() - start) * 1000)
    print("from an order to its shipment, %d orders: p50 %.0f ms, p99 %.0f ms" % (
        orders, percentile(times, 0.5), percentile(times, 0.99)))


for one in SKUS:
    product = {"name": "Bench", "price": {"amount": "2.50", "currency": "EUR"}}
    assert signed("PUT", "catalog", "/products/" + one, product) < 300
    assert signed("PUT", "inventory", "/stock/" + one, {"available": 1_000_000}) < 300
print("first:", end=" ")
load(1, 100)
load(1, 300)
load(2, 600)
load(4, 1000)
load(8, 1500)
shipped(100)
