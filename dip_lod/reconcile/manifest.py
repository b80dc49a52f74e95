"""The manifest: what a client reads first, in each version."""

from typing import Any

from dip_lod.reconcile.service import Words
from dip_lod.search.vocabulary import KINDS

OLD, DRAFT = "0.2", "1.0-draft"
PATH, DRAFT_PATH = "reconcile", "reconcile/1.0"
WIDTH, HEIGHT = 420, 260


def types(words: Words) -> list[dict[str, Any]]:
    """List the types."""
    return [{"id": kind, "name": words.kinds[kind]} for kind in KINDS]


def old(base: str, name: str, version: str, words: Words) -> dict[str, Any]:
    """Write the manifest of version 0.2."""
    root = base.removesuffix("/")

    def service(path: str, **more: str) -> dict[str, Any]:
        return {"service_url": root, "service_path": f"/{PATH}/{path}", **more}

    return {
        "versions": [OLD],
        "name": name,
        "identifierSpace": f"{base}id/",
        "schemaSpace": f"{base}model",
        "documentation": f"{base}model",
        "serviceVersion": version,
        "defaultTypes": types(words),
        "view": {"url": f"{base}{PATH}/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}{PATH}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            "entity": service("suggest/entity", flyout_service_path=f"/{PATH}/flyout?id=${{id}}"),
            "property": service("suggest/property"),
            "type": service("suggest/type"),
        },
        "extend": {"propose_properties": service("extend/propose"), "property_settings": []},
    }


def draft(base: str, name: str, version: str, words: Words) -> dict[str, Any]:
    """Write the manifest of the draft of 1.0."""
    return {
        "versions": [DRAFT],
        "name": name,
        "lang": words.language,
        "documentation": f"{base}model",
        "serviceVersion": version,
        "defaultTypes": types(words),
        "view": {"url": f"{base}{PATH}/view?id={{id}}"},
        "preview": {"width": WIDTH, "height": HEIGHT},
        "suggest": {"entity": True, "property": True, "type": True},
        "extend": {"proposeProperties": True, "propertySettings": []},
        "standardizedScore": True,
    }
