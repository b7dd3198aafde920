"""What the shop sells, where, and the tools of its desk."""

GOODS = ["kettle", "lantern", "backpack", "notebook", "tripod", "thermos", "blanket", "compass", "umbrella", "speaker"]
COLOURS = ["green", "grey", "orange", "navy", "white", "black", "copper", "violet"]
TOWNS = ["Turin", "Bergen", "Porto", "Ghent", "Leipzig", "Tampere", "Cork", "Zagreb"]


def object_of(properties):
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


TEXT = {"type": "string"}
TOOLS = [
    {"name": "find_order", "parameters": object_of({"order": TEXT})},
    {"name": "stock_of", "parameters": object_of({"article": TEXT, "town": TEXT})},
    {"name": "refund", "parameters": object_of({"order": TEXT, "cents": {"type": "integer", "minimum": 1}})},
]
