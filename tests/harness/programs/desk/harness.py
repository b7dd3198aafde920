"""Conversations at a shop's desk: orders are looked up, stock is counted, money goes back."""

import json
import random
import sys

from goods import COLOURS, GOODS, TOOLS, TOWNS

CONVERSATIONS = 60


def money(cents):
    return f"{cents // 100}.{cents % 100:02d} EUR"


def late_parcel(rng, order, thing):
    town, days = rng.choice(TOWNS), rng.randint(2, 9)
    asked = rng.choice([
        f"Where is my {thing}? Order {order} should have come {days} days ago.",
        f"{order} has not arrived, and I need the {thing} for the weekend.",
        f"Can you tell me what happened to the {thing} of {order}?",
    ])
    state = rng.choice(["waiting at customs", "on a van", "returned by the neighbour", "still packed"])
    found = {"order": order, "article": thing, "place": town, "state": state}
    thought = f"The record of {order} knows where the {thing} is, so I read it."
    said = rng.choice([
        f"The {thing} of {order} is {state} in {town}.",
        f"I found {order}: your {thing} lies in {town}, {state}.",
    ])
    why = f"The record says {state}, and the place is {town}."
    return asked, "find_order", {"order": order}, found, thought, said, why


def how_many(rng, order, thing):
    town, count, wanted = rng.choice(TOWNS), rng.randint(0, 40), rng.randint(1, 30)
    asked = rng.choice([
        f"Do you have {wanted} of the {thing} in {town}?",
        f"Our office in {town} needs {wanted} pieces of the {thing}. Is that possible?",
    ])
    found = {"article": thing, "town": town, "count": count}
    thought = f"Whether {wanted} are there is a question of the stock in {town}."
    if count >= wanted:
        said = f"Yes, {town} has {count} of the {thing}, so {wanted} can be taken and {count - wanted} stay."
    else:
        said = f"No: {town} has only {count} of the {thing}, and {wanted - count} are missing."
    return asked, "stock_of", {"article": thing, "town": town}, found, thought, said, f"{count} against {wanted}."


def money_back(rng, order, thing):
    paid, kept = rng.randint(1500, 9000), rng.randint(0, 700)
    asked = rng.choice([
        f"The {thing} came broken. I paid {money(paid)} for {order} and want it back.",
        f"Please refund {order}: the {thing} does not work, and it cost {money(paid)}.",
    ])
    found = {"order": order, "refunded": money(paid - kept), "fee": money(kept)}
    thought = f"{money(paid)} were paid for the {thing}; I ask for all of it and see what the fee is."
    said = f"{money(paid - kept)} of {order} come back to you; the fee for the {thing} was {money(kept)}."
    why = f"{money(paid)} less {money(kept)} is {money(paid - kept)}."
    return asked, "refund", {"order": order, "cents": paid}, found, thought, said, why


def conversation(number, rng):
    order = f"{rng.choice('ABCDEFGH')}{rng.choice('KLMNPQRS')}-{rng.randint(10000, 99999)}"
    thing = f"{rng.choice(COLOURS)} {rng.choice(GOODS)}"
    plot = rng.choice([late_parcel, how_many, money_back])
    asked, tool, arguments, found, thought, said, why = plot(rng, order, thing)
    return {
        "id": f"desk-{number}",
        "task": {"type": "support", "difficulty": "easy", "prompt": asked},
        "tools": TOOLS,
        "messages": [
            {"role": "user", "content": asked},
            {
                "role": "assistant",
                "content": f"I look that up with {tool}.",
                "reasoning": thought,
                "tool_calls": [{"id": "call-1", "name": tool, "arguments": arguments}],
            },
            {"role": "tool", "name": tool, "tool_call_id": "call-1", "content": json.dumps(found)},
            {"role": "assistant", "content": said, "reasoning": why},
        ],
        "final": {"answer": said},
        "metadata": {"plot": plot.__name__},
    }


def main():
    rng = random.Random(int(sys.argv[1]))
    for number in range(CONVERSATIONS):
        print(json.dumps(conversation(number, rng), ensure_ascii=False))


main()
