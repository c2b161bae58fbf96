#!/usr/bin/env python3
"""Writes random schema and instance pairs with the verdict of jsonschema-rs, one JSON array a line:
[schema, [instance, verdict], ...].

usage: schema-pairs.py COUNT SEED

Schemas are drawn from the keywords of draft-07 over few names and values, so that instances often meet them. Formats
and regular expressions have tests of their own; only patterns on which engines agree are drawn here.
"""

import json
import random
import sys

import jsonschema_rs

NAMES = ["a", "b", "c", "foo", "bar", "", "a/b", "~", "é", "naïve", "x" * 20, "$ref"]
STRINGS = ["", "a", "ab", "abc", "foo", "bar", "é", "e\u0301", "\U0001F600", "12", "true", "a\nb", "\u0000"]
NUMBERS = [0, 1, -1, 2, 3, 7, 10, 0.5, 1.5, -2.5, 1.0, 100, 2**31, 2**53, 2**53 + 1, 1e3, 0.1, 0.01, 1e-3, 4.02]
PATTERNS = ["^a", "b$", "^[a-c]+$", "a.c", "o{2}", "^$", "\\d", "^(foo|bar)$", "[^a]", "é", "^.$"]
TYPES = ["null", "boolean", "number", "integer", "string", "array", "object"]


class Source:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def instance(self, depth=3):
        pick = self.random.random()
        if depth > 0 and pick < 0.22:
            return [self.instance(depth - 1) for _ in range(self.random.choice([0, 1, 2, 3, 12]))]
        if depth > 0 and pick < 0.55:
            names = self.random.sample(NAMES, self.random.choice([0, 1, 2, 3, 5, 9]))
            return {name: self.instance(depth - 1) for name in names}
        if pick < 0.75:
            return self.random.choice(STRINGS)
        if pick < 0.93:
            return self.random.choice(NUMBERS)
        return self.random.choice([None, True, False])

    def schema(self, depth=3):
        if self.random.random() < 0.06:
            return self.random.choice([True, False])
        if depth < 3 and self.random.random() < 0.08:
            return {"$ref": self.random.choice(["#/definitions/one", "#/definitions/two"])}
        schema = {}
        for _ in range(self.random.choice([1, 1, 2, 2, 3, 4])):
            self.keyword(schema, depth)
        return schema

    def root(self):
        schema = self.schema()
        if isinstance(schema, dict) and "$ref" not in schema:
            # Leaves only, so that no reference can run in a circle.
            schema["definitions"] = {name: self.leaf() for name in ["one", "two"]}
        return schema

    def leaf(self):
        schema = {}
        self.keyword(schema, 0)
        return schema

    def schemas(self, depth):
        return [self.schema(depth - 1) for _ in range(self.random.choice([1, 2, 2, 3]))]

    def names(self):
        return self.random.sample(NAMES, self.random.choice([1, 1, 2, 3]))

    def keyword(self, schema, depth):
        r = self.random
        simple = [
            lambda: schema.update(type=r.choice(TYPES)),
            lambda: schema.update(type=r.sample(TYPES, r.choice([1, 2, 3]))),
            lambda: schema.update(enum=[self.instance(1) for _ in range(r.choice([1, 2, 4]))]),
            lambda: schema.update(const=self.instance(1)),
            lambda: schema.update(minLength=r.choice([0, 1, 2, 3])),
            lambda: schema.update(maxLength=r.choice([0, 1, 2, 3.0])),
            lambda: schema.update(pattern=r.choice(PATTERNS)),
            lambda: schema.update(minimum=r.choice(NUMBERS)),
            lambda: schema.update(maximum=r.choice(NUMBERS)),
            lambda: schema.update(exclusiveMinimum=r.choice(NUMBERS)),
            lambda: schema.update(exclusiveMaximum=r.choice(NUMBERS)),
            lambda: schema.update(multipleOf=r.choice([1, 2, 3, 0.5, 0.01, 7, 1.5])),
            lambda: schema.update(minItems=r.choice([0, 1, 2, 4])),
            lambda: schema.update(maxItems=r.choice([0, 1, 2, 4])),
            lambda: schema.update(uniqueItems=r.choice([True, True, False])),
            lambda: schema.update(minProperties=r.choice([0, 1, 2, 4])),
            lambda: schema.update(maxProperties=r.choice([0, 1, 2, 4])),
            lambda: schema.update(required=self.names()),
        ]
        deep = [
            lambda: schema.update(properties={n: self.schema(depth - 1) for n in self.names()}),
            lambda: schema.update(properties={n: self.schema(depth - 1) for n in r.sample(NAMES, 10)}),
            lambda: schema.update(patternProperties={r.choice(PATTERNS): self.schema(depth - 1)}),
            lambda: schema.update(additionalProperties=self.schema(depth - 1)),
            lambda: schema.update(propertyNames=self.schema(depth - 1)),
            lambda: schema.update(items=self.schema(depth - 1)),
            lambda: schema.update(items=self.schemas(depth), additionalItems=self.schema(depth - 1)),
            lambda: schema.update(contains=self.schema(depth - 1)),
            lambda: schema.update(allOf=self.schemas(depth)),
            lambda: schema.update(anyOf=self.schemas(depth)),
            lambda: schema.update(oneOf=self.schemas(depth)),
            lambda: schema.update({"not": self.schema(depth - 1)}),
            lambda: schema.update(
                {"if": self.schema(depth - 1), "then": self.schema(depth - 1), "else": self.schema(depth - 1)}
            ),
            lambda: schema.update(
                dependencies={r.choice(NAMES): r.choice([self.names(), self.schema(depth - 1)])}
            ),
        ]
        r.choice(simple + deep * 2 if depth > 0 else simple)()


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    source = Source(seed)
    written = 0
    while written < count:
        schema = source.root()
        try:
            validator = jsonschema_rs.Draft7Validator(schema)
        except Exception as error:  # not a schema the oracle takes
            print(f"{schema}: {error}", file=sys.stderr)
            continue
        pairs = []
        for _ in range(4):
            instance = source.instance()
            pairs.append([instance, validator.is_valid(instance)])
        print(json.dumps([schema] + pairs))
        written += len(pairs)


main()
