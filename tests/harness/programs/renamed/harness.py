"""Conversations at a shop's desk: orders are looked up, stock is counted, euros goes back."""

import json
import random
import sys

from goods import COLOURS, GOODS, TOOLS, TOWNS

CONVERSATIONS = 60


def euros(cents):
    return f"{cents // 100}.{cents % 100:02d} EUR"


def first_plot(dice, number_of_order, piece):
    town, days = dice.choice(TOWNS), dice.randint(2, 9)
    asked = dice.choice([
        f"Where is my {piece}? Order {number_of_order} should have come {days} days ago.",
        f"{number_of_order} has not arrived, and I need the {piece} for the weekend.",
        f"Can you tell me what happened to the {piece} of {number_of_order}?",
    ])
    state = dice.choice(["waiting at customs", "on a van", "returned by the neighbour", "still packed"])
    found = {"order": number_of_order, "article": piece, "place": town, "state": state}
    thought = f"The record of {number_of_order} knows where the {piece} is, so I read it."
    said = dice.choice([
        f"The {piece} of {number_of_order} is {state} in {town}.",
        f"I found {number_of_order}: your {piece} lies in {town}, {state}.",
    ])
    why = f"The record says {state}, and the place is {town}."
    return asked, "find_order", {"order": number_of_order}, found, thought, said, why


def second_plot(dice, number_of_order, piece):
    town, count, wanted = dice.choice(TOWNS), dice.randint(0, 40), dice.randint(1, 30)
    asked = dice.choice([
        f"Do you have {wanted} of the {piece} in {town}?",
        f"Our office in {town} needs {wanted} pieces of the {piece}. Is that possible?",
    ])
    found = {"article": piece, "town": town, "count": count}
    thought = f"Whether {wanted} are there is a question of the stock in {town}."
    if count >= wanted:
        said = f"Yes, {town} has {count} of the {piece}, so {wanted} can be taken and {count - wanted} stay."
    else:
        said = f"No: {town} has only {count} of the {piece}, and {wanted - count} are missing."
    return asked, "stock_of", {"article": piece, "town": town}, found, thought, said, f"{count} against {wanted}."


def third_plot(dice, number_of_order, piece):
    paid, kept = dice.randint(1500, 9000), dice.randint(0, 700)
    asked = dice.choice([
        f"The {piece} came broken. I paid {euros(paid)} for {number_of_order} and want it back.",
        f"Please refund {number_of_order}: the {piece} does not work, and it cost {euros(paid)}.",
    ])
    found = {"order": number_of_order, "refunded": euros(paid - kept), "fee": euros(kept)}
    thought = f"{euros(paid)} were paid for the {piece}; I ask for all of it and see what the fee is."
    said = f"{euros(paid - kept)} of {number_of_order} come back to you; the fee for the {piece} was {euros(kept)}."
    why = f"{euros(paid)} less {euros(kept)} is {euros(paid - kept)}."
    return asked, "refund", {"order": number_of_order, "cents": paid}, found, thought, said, why


def conversation(number, dice):
    number_of_order = f"{dice.choice('ABCDEFGH')}{dice.choice('KLMNPQRS')}-{dice.randint(10000, 99999)}"
    piece = f"{dice.choice(COLOURS)} {dice.choice(GOODS)}"
    plot = dice.choice([first_plot, second_plot, third_plot])
    asked, tool, arguments, found, thought, said, why = plot(dice, number_of_order, piece)
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
    dice = random.Random(int(sys.argv[1]))
    for number in range(CONVERSATIONS):
        print(json.dumps(conversation(number, dice), ensure_ascii=False))


main()
