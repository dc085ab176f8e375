"""Queries in processes of their own: who may run how long, and who must not wait for whom."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from quoth import KnowledgeGraph
from quoth.web.worker import Answer, Question
from quoth.web.workers import Limits, Pool
from served import make_graph

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNT = "SELECT ({} AS ?me) (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }}"
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of the quads of the example graph."""
    folder = make_graph(tmp_path_factory.mktemp("workers"))
    with KnowledgeGraph.open(folder) as kg:
        return str(kg.folder / kg.archive.state("quads"))


def with_pool(limits: Limits, work: Callable[[Pool], Awaitable[None]]) -> None:
    """Let some work be done with a pool of two processes."""
    async def run() -> None:
        pool = Pool(2, limits)
        await pool.start()
        try:
            await work(pool)
        finally:
            await pool.stop()

    asyncio.run(run())


def endless(quads: str, number: int) -> Question:
    """Return one of many queries that do not end."""
    return Question(quads, f"{ENDLESS} # {number}", JSON)


def mine(answer: Answer) -> int:
    """Return the number that the query gave itself."""
    assert answer.status == 200, answer.body
    [row] = json.loads(answer.body)["results"]["bindings"]
    assert int(row["n"]["value"]) > 300
    return int(row["me"]["value"])


def test_twenty_bad_queries_stop_no_good_one(quads: str) -> None:
    async def work(pool: Pool) -> None:
        bad = [asyncio.create_task(pool.ask(endless(quads, n))) for n in range(20)]
        await asyncio.sleep(0.1)
        good = await asyncio.gather(*(pool.ask(Question(quads, COUNT.format(n), JSON))
                                      for n in range(20)))
        assert [mine(answer) for answer in good] == list(range(20))
        assert not any(task.done() for task in bad)
        for task in bad:
            task.cancel()
        await asyncio.gather(*bad, return_exceptions=True)

    with_pool(Limits(seconds=1000, brief=0.25, long_wait=1000, patience=1000), work)


def test_a_query_known_to_be_long_takes_no_quick_place(quads: str) -> None:
    async def work(pool: Pool) -> None:
        assert (await pool.ask(endless(quads, 0))).status == 503
        again = [asyncio.create_task(pool.ask(endless(quads, 0))) for _ in range(6)]
        await asyncio.sleep(0.1)
        good = [mine(await pool.ask(Question(quads, COUNT.format(n), JSON))) for n in range(5)]
        assert good == list(range(5))
        assert {answer.status for answer in await asyncio.gather(*again)} == {503}

    with_pool(Limits(seconds=3, brief=0.2, long_wait=1, patience=300), work)


def test_a_long_query_is_answered_all_the_same(quads: str) -> None:
    some = " ".join(f"{n}" for n in range(90))
    long = (f"SELECT (7 AS ?me) (COUNT(*) AS ?n) {{ VALUES ?a {{ {some} }} "
            f"VALUES ?b {{ {some} }} VALUES ?c {{ {some} }} }}")

    async def work(pool: Pool) -> None:
        asked = [Question(quads, f"{long} # {n}", JSON) for n in range(6)]
        answers = await asyncio.gather(*map(pool.ask, asked))
        assert [mine(answer) for answer in answers] == [7] * 6

    with_pool(Limits(seconds=300, brief=0.01, long_wait=300, patience=300), work)


def test_who_goes_away_stops_the_query(quads: str) -> None:
    async def work(pool: Pool) -> None:
        gone = [asyncio.create_task(pool.ask(endless(quads, n))) for n in range(6)]
        await asyncio.sleep(1)
        for task in gone:
            task.cancel()
        assert all(isinstance(one, asyncio.CancelledError)
                   for one in await asyncio.gather(*gone, return_exceptions=True))
        answer = await pool.ask(Question(quads, COUNT.format(1), JSON))
        assert mine(answer) == 1

    with_pool(Limits(seconds=1000, long_wait=1000, patience=300), work)


def test_more_than_may_wait_are_sent_away_at_once(quads: str) -> None:
    async def work(pool: Pool) -> None:
        bad = [asyncio.create_task(pool.ask(endless(quads, n))) for n in range(5)]
        await asyncio.sleep(0.1)
        answer = await pool.ask(endless(quads, 9))
        assert answer.status == 503 and b"too many" in answer.body
        for task in bad:
            task.cancel()
        await asyncio.gather(*bad, return_exceptions=True)

    with_pool(Limits(seconds=1000, waiting=5), work)
