"""The OpenAPI document as a Postman collection (Interactive API Documentation), format 2.1."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_METHODS = ("get", "post", "put", "patch", "delete")
_BEARER = {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}", "type": "string"}]}
_DEEPEST = 6

Json = Mapping[str, Any]


def collection(document: Json) -> dict[str, Any]:
    """A folder for each tag, in it an item for each operation; variables for the address and the credential."""
    folders: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, operations in document["paths"].items():
        for method in _METHODS:
            if method in operations:
                operation = operations[method]
                folders[operation.get("tags", ["Other"])[0]].append(_item(document, path, method, operation))
    info = document["info"]
    return {
        "info": {"name": info["title"], "description": info.get("description", ""), "schema": _SCHEMA},
        "auth": _BEARER,
        "variable": [
            {"key": "base_url", "value": document["servers"][0]["url"]},
            {"key": "access_token", "value": ""},
        ],
        "item": [{"name": tag, "item": items} for tag, items in folders.items()],
    }


def _item(document: Json, path: str, method: str, operation: Json) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": method.upper(),
        "description": operation.get("description", ""),
        "header": [{"key": "Accept", "value": "application/json"}],
        "url": _url(path, operation.get("parameters", [])),
    }
    if operation.get("security") == []:
        request["auth"] = {"type": "noauth"}
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        example = _example(document, content.get("schema", {}), _DEEPEST)
        request["header"].append({"key": "Content-Type", "value": kind})
        request["body"] = _form(example) if kind == "application/x-www-form-urlencoded" else _raw(example)
    return {"name": operation.get("summary", f"{method} {path}"), "request": request}


def _url(path: str, parameters: list[Json]) -> dict[str, Any]:
    parts = [f":{part[1:-1]}" if part.startswith("{") else part for part in path.strip("/").split("/")]
    names = {place: [one["name"] for one in parameters if one["in"] == place] for place in ("path", "query")}
    return {
        "raw": "{{base_url}}/" + "/".join(parts),
        "host": ["{{base_url}}"],
        "path": parts,
        "variable": [{"key": name, "value": ""} for name in names["path"]],
        "query": [{"key": name, "value": "", "disabled": True} for name in names["query"]],
    }


def _raw(example: object) -> dict[str, Any]:
    return {"mode": "raw", "raw": json.dumps(example, indent=2), "options": {"raw": {"language": "json"}}}


def _form(example: object) -> dict[str, Any]:
    fields = cast("dict[str, object]", example) if isinstance(example, dict) else {}
    return {"mode": "urlencoded", "urlencoded": [{"key": name, "value": str(value)} for name, value in fields.items()]}


def _example(document: Json, schema: Json, depth: int) -> object:
    """A value of the right form: the default or first choice where there is one, else an empty one."""
    if "$ref" in schema:
        return _example(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth)
    if "default" in schema:
        return schema["default"]
    for several in ("enum", "anyOf", "oneOf"):
        if several in schema:
            first = schema[several][0]
            return first if several == "enum" else _example(document, first, depth)
    return _empty(document, schema, depth)


def _empty(document: Json, schema: Json, depth: int) -> object:
    match schema.get("type"):
        case "object" if depth:
            properties = schema.get("properties", {})
            return {name: _example(document, inner, depth - 1) for name, inner in properties.items()}
        case "array" if depth:
            return [_example(document, schema.get("items", {}), depth - 1)]
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return False
        case "string":
            return ""
        case _:
            return None
