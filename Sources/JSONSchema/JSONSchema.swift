// JSONSchema: see the files beside this one.
