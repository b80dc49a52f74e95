"""A description in DCAT read as schema.org, as the register takes both."""

import pyoxigraph as ox

from dip_lod.checking.statements import SCHEMA, TYPE, Said

_DCAT, _DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
_CLASSES = {f"{_DCAT}Dataset": "Dataset", f"{_DCAT}Distribution": "DataDownload", f"{_DCAT}Catalog": "DataCatalog"}
_NAMES = {
    f"{_DCT}title": "name",
    f"{_DCT}description": "description",
    f"{_DCT}license": "license",
    f"{_DCT}publisher": "publisher",
    f"{_DCT}creator": "creator",
    f"{_DCT}issued": "datePublished",
    f"{_DCT}created": "dateCreated",
    f"{_DCT}modified": "dateModified",
    f"{_DCT}language": "inLanguage",
    f"{_DCT}spatial": "spatialCoverage",
    f"{_DCAT}distribution": "distribution",
    f"{_DCAT}dataset": "dataset",
    f"{_DCAT}accessURL": "contentUrl",
    f"{_DCAT}mediaType": "encodingFormat",
    f"{_DCAT}byteSize": "contentSize",
    f"{_DCT}conformsTo": "usageInfo",
}


def translated(said: Said) -> Said:
    """Give the statements, with those of DCAT said in schema.org too where nothing is said in schema.org."""
    if said.of_class(f"{SCHEMA}Dataset"):
        return said
    more = []
    for one in said.triples:
        if one.predicate.value == TYPE and isinstance(one.object, ox.NamedNode) and one.object.value in _CLASSES:
            more.append(ox.Triple(one.subject, one.predicate, ox.NamedNode(SCHEMA + _CLASSES[one.object.value])))
        elif one.predicate.value in _NAMES:
            value = one.object
            if one.predicate.value.endswith("mediaType") and isinstance(value, ox.NamedNode):
                value = ox.Literal(value.value.partition("/media-types/")[2] or value.value)
            more.append(ox.Triple(one.subject, ox.NamedNode(SCHEMA + _NAMES[one.predicate.value]), value))
    return Said([*said.triples, *more])
