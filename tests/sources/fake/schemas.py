"""Whether a value is what a vendor's own description says: as much of JSON Schema and OpenAPI as those descriptions use."""

from collections.abc import Callable
from typing import Any

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def unfit(value: Any, schema: dict[str, Any], other: Callable[[str], dict[str, Any]], place: str = "") -> list[str]:
    """
    Required properties that are not there, those that may not be, and values of another type than the schema says.

    `other` gives the schema that a reference names.
    """
    if "$ref" in schema:
        schema = other(schema["$ref"])
    if value is None and schema.get("nullable"):
        return []
    if several := schema.get("oneOf", schema.get("anyOf")):
        return min((unfit(value, one, other, place) for one in several), key=len)
    types = schema.get("type")
    named = types if isinstance(types, list) else [types] if types else []
    if named and not isinstance(value, tuple(one for name in named for one in KINDS[name])):
        return [f"{place}: {value!r} is no {types}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{place}: {value!r} is none of {schema['enum']}"]
    if isinstance(value, list):
        return [line for one in value for line in unfit(one, schema.get("items", {}), other, f"{place}[]")]
    if not isinstance(value, dict):
        return []
    own = schema.get("properties", {})
    found = [f"{place}.{name}: missing" for name in schema.get("required", ()) if name not in value]
    if schema.get("additionalProperties") is False:
        found += [f"{place}.{name}: not foreseen" for name in value if name not in own]
    there = [name for name in own if name in value]
    return found + [line for name in there for line in unfit(value[name], own[name], other, f"{place}.{name}")]
