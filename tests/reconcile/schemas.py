"""What answers of the Reconciliation Service API must look like, written from its two versions for these tests."""

from typing import Any


def _object(needed: dict[str, Any], more: dict[str, Any] | None = None, closed: bool = True) -> dict[str, Any]:
    return {
        "type": "object", "properties": needed | (more or {}), "required": list(needed),
        "additionalProperties": not closed,
    }  # fmt: skip


def _list(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
NUMBER = {"type": "number"}
TYPE = _object({"id": TEXT, "name": TEXT})
SERVICE = _object({"service_url": {"type": "string", "pattern": "^https?://.*[^/]$"}, "service_path": {"type": "string", "pattern": "^/"}},
                  {"flyout_service_path": {"type": "string", "pattern": r"\$\{id\}"}})  # fmt: skip
TEMPLATE = {"type": "string", "pattern": r"^https?://.*\{\{id\}\}"}
MANIFEST = _object({
    "versions": {"const": ["0.2"]}, "name": TEXT, "identifierSpace": TEXT, "schemaSpace": TEXT, "documentation": TEXT, "serviceVersion": TEXT,
    "defaultTypes": _list(TYPE, uniqueItems=True, minItems=6), "view": _object({"url": TEMPLATE}),
    "preview": _object({"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
    "suggest": _object({"entity": SERVICE, "property": SERVICE, "type": SERVICE}),
    "extend": _object({"propose_properties": SERVICE, "property_settings": _list({})}),
})  # fmt: skip
TRUE = {"const": True}
MANIFEST_DRAFT = _object({
    "versions": {"const": ["1.0-draft"]}, "name": TEXT, "lang": TEXT, "documentation": TEXT, "serviceVersion": TEXT,
    "defaultTypes": _list(TYPE, uniqueItems=True, minItems=6), "view": _object({"url": {"type": "string", "pattern": r"^https?://.*\{id\}"}}),
    "preview": _object({"width": {"type": "integer"}, "height": {"type": "integer"}}),
    "suggest": _object({"entity": TRUE, "property": TRUE, "type": TRUE}),
    "extend": _object({"proposeProperties": TRUE, "propertySettings": _list({})}), "standardizedScore": TRUE,
})  # fmt: skip
SCORE = {"type": "number", "minimum": 0, "maximum": 100}
FEATURE = _object({"id": TEXT, "value": NUMBER})
FEATURE_DRAFT = _object({"id": TEXT, "name": TEXT, "value": NUMBER})


def _candidate(feature: dict[str, Any]) -> dict[str, Any]:
    needed = {"id": TEXT, "name": TEXT, "score": SCORE, "match": {"type": "boolean"}, "type": _list(TYPE, minItems=1), "features": _list(feature)}
    return _object(needed, {"description": TEXT})


RESULT = _object({"result": _list(_candidate(FEATURE))})
RESULTS = {"type": "object", "additionalProperties": RESULT}
RESULTS_DRAFT = _object({"results": _list(_object({"candidates": _list(_candidate(FEATURE_DRAFT))}))})
SUGGESTED = _object({"result": _list(_object({"id": TEXT, "name": TEXT}, {"description": TEXT, "notable": _list(TYPE)}))})
PROPOSED = _object({"properties": _list(TYPE)}, {"type": TEXT, "limit": NUMBER})
VALUE = {"oneOf": [_object({"str": {"type": "string"}}), _object({"float": NUMBER}), _object({"id": TEXT, "name": TEXT})]}
EXTENDED = _object({"meta": _list(TYPE), "rows": {"type": "object", "additionalProperties": {"type": "object", "additionalProperties": _list(VALUE)}}})
ROW = _object({"id": TEXT, "properties": _list(_object({"id": TEXT, "values": _list(VALUE)}))})
EXTENDED_DRAFT = _object({"meta": _list(TYPE), "rows": _list(ROW)})
