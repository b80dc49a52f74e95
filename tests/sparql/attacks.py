"""Queries that mean harm, over any data: what an endpoint in public is asked sooner or later."""

CROSS_JOIN = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
CONCAT_BOMB = (
    'SELECT ?v20 { BIND("aaaaaaaaaaaaaaaa" AS ?v0) '
    + "".join(f"BIND(CONCAT({','.join([f'?v{n}'] * 4)}) AS ?v{n + 1}) " for n in range(20))
    + "}"
)
PATHS = "SELECT (COUNT(*) AS ?n) { ?a (<a:b>|!<a:b>)* ?b . ?c (<a:b>|!<a:b>)* ?d }"
BACKTRACKING = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z])+.)+[A-Z]([a-z])+$")) }'
LARGE_PATTERN = 'ASK { ?a ?b ?c FILTER(REGEX(STR(?c), "((a{1,100}){1,100}){1,100}b")) }'
PARENTHESES = "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }"
SERVICE = "SELECT * { ?s ?p 1SERVICE <http://localhost/> { ?a ?b ?c } }"
LONG_RESULT = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 300000"
"""For slow readers: megabytes that nobody collects."""

ALL = {
    "cross join with ORDER BY": CROSS_JOIN,
    "CONCAT bomb": CONCAT_BOMB,
    "path over everything": PATHS,
    "regular expression": BACKTRACKING,
    "large pattern": LARGE_PATTERN,
    "5,000 parentheses": PARENTHESES,
    "1SERVICE": SERVICE,
    "long result": LONG_RESULT,
}
