import JSON

/// Turns a schema, and everything its references lead to, into the rules of a program.
///
/// Schemas are compiled from a list of work, not by recursion: each place gets its number when it is first met, so
/// references may run in circles.
struct SchemaCompiler {
  /// A place that is, or may be, a schema.
  struct Place {
    var cursor: JSONCursor
    /// The index of the document.
    var document: Int
    /// The base URI without fragment.
    var base: String
    /// The JSON Pointer from the schema that has that base, as written in a fragment.
    var pointer: String
    /// The JSON Pointer from the root of the document.
    var documentPointer: String
    var dialect: Dialect
  }

  private struct Key: Hashable {
    let document: Int
    let index: Int
  }

  let registry: SchemaRegistry
  let options: JSONSchema.Options
  var draft = ProgramDraft()
  var notes: [SchemaNote] = []

  private var uris: [String?] = []
  private var resources: [String: Place] = [:]
  private var anchors: [String: Place] = [:]
  private var numbers: [Key: Int32] = [:]
  private var work: [Place] = []
  private var done = 0
  /// Where the schema to be compiled stands, when it is part of a larger document.
  private var embedded: Place?

  init(_ document: JSONDocument, registry: SchemaRegistry, options: JSONSchema.Options) {
    self.registry = registry
    self.options = options
    draft.documents.append(document)
    uris.append(nil)
  }

  mutating func compile(at pointer: JSONPointer) throws(SchemaError) {
    let root = enter(document: 0, uri: "")
    guard var start = walk(from: root, pointer.tokens) else {
      throw SchemaError(pointer: pointer.description, document: nil, message: "there is no schema at this place")
    }
    if !pointer.tokens.isEmpty {
      if let dialect = declaredDialect(start.cursor) { start.dialect = dialect }
      index(start)
      embedded = start
    }
    _ = try number(of: start)
    while done < work.count {
      let place = work[done]
      var one = OneSchemaCompiler(place: place, number: done)
      done += 1
      try one.compile(&self)
    }
    try refuseEndlessReferences()
    resolveReferences()
    findDiscriminators()
  }

  // MARK: Documents, identifiers and references

  /// Makes the schemas of a document known by their identifiers.
  private mutating func enter(document: Int, uri: String) -> Place {
    let cursor = draft.documents[document].root.cursor
    var place = Place(
      cursor: cursor, document: document, base: uri, pointer: "", documentPointer: "",
      dialect: declaredDialect(cursor) ?? .draft7)
    resources[uri] = place
    applyIdentifier(&place)
    if hasIdentifiers(draft.documents[document], place.dialect) { index(place) }
    return place
  }

  private func declaredDialect(_ cursor: JSONCursor) -> Dialect? {
    cursor[Self.schemaName]?.string.flatMap { Dialect(schemaURI: $0) }
  }

  private static let schemaName: JSONName = "$schema"
  private static let referenceName: JSONName = "$ref"
  private static let idName: JSONName = "$id"
  private static let oldIDName: JSONName = "id"
  private static let anchorName: JSONName = "$anchor"

  /// Most schemas have no identifiers, which the tape tells faster than a walk.
  private func hasIdentifiers(_ document: JSONDocument, _ dialect: Dialect) -> Bool {
    let (id, anchor) = (Self.idName.hash, Self.anchorName.hash)
    // Only draft-04 means an identifier by "id", which elsewhere is a property that many schemas declare.
    let oldID = dialect == .draft4 ? Self.oldIDName.hash : id
    return document.containsName(where: { $0 == id || $0 == anchor || $0 == oldID })
  }

  /// The base URI changes where a schema has an identifier, and its dialect where it names one.
  private func applyIdentifier(_ place: inout Place) {
    guard place.cursor.kind == .object else { return }
    if place.dialect.referenceHidesSiblings, place.cursor[Self.referenceName]?.kind == .string { return }
    let name = place.dialect == .draft4 ? Self.oldIDName : Self.idName
    guard let id = place.cursor[name]?.string else { return }
    let reference = URIReference(id)
    guard reference.withoutFragment.description != "" else { return }
    place.base = reference.resolved(against: URIReference(place.base)).withoutFragment.description
    place.pointer = ""
    if let dialect = declaredDialect(place.cursor) { place.dialect = dialect }
  }

  /// Finds the identifiers within a schema. The depth of the recursion is that of the document.
  private mutating func index(_ place: Place) {
    switch place.cursor.kind {
    case .object: break
    default: return
    }
    let hidden = place.dialect.referenceHidesSiblings && place.cursor[Self.referenceName]?.kind == .string
    if !hidden {
      if place.pointer.isEmpty, resources[place.base] == nil { resources[place.base] = place }
      let id = place.cursor[place.dialect == .draft4 ? Self.oldIDName : Self.idName]?.string
      if let id, let name = URIReference(id).fragment, !name.isEmpty, place.dialect <= .draft7 {
        anchors[place.base + "#" + name] = place
      }
      if place.dialect >= .draft2019, let name = place.cursor[Self.anchorName]?.string {
        anchors[place.base + "#" + name] = place
      }
    }
    var children: [Place] = []
    place.cursor.forEachMember { name, value in
      guard let keyword = Keyword(name), keyword.exists(in: place.dialect) else { return }
      // References may lead into what `$ref` hides.
      let keywordPlace = step(from: place, keyword.name, value, isSchema: false)
      switch keyword.shape {
      case .schema: children.append(step(from: place, keyword.name, value))
      case .list, .schemaOrList:
        if value.kind == .array {
          var position = 0
          value.forEachElement {
            children.append(step(from: keywordPlace, String(position), $0))
            position += 1
          }
        } else if keyword.shape == .schemaOrList {
          children.append(step(from: place, keyword.name, value))
        }
      case .map, .dependencies:
        value.forEachMember { name, schema in
          children.append(step(from: keywordPlace, name.string ?? "", schema))
        }
      case .plain: break
      }
    }
    for child in children { index(child) }
  }

  /// The place one step further down.
  func step(from place: Place, _ token: String, _ cursor: JSONCursor, isSchema: Bool = true) -> Place {
    var next = place
    let escaped = JSONPointer.escape(token)
    next.cursor = cursor
    next.pointer += "/" + URIReference.percentEncodedFragment(escaped)
    next.documentPointer += "/" + escaped
    if isSchema { applyIdentifier(&next) }
    return next
  }

  private func walk(from place: Place, _ tokens: [String]) -> Place? {
    var place = place
    for token in tokens {
      guard let cursor = JSONPointer([token]).resolve(in: place.cursor) else { return nil }
      place = step(from: place, token, cursor)
    }
    return place
  }

  /// What a reference leads to.
  func failure(_ place: Place, _ keyword: String = "", _ message: String) -> SchemaError {
    SchemaError(pointer: place.documentPointer + keyword, document: uris[place.document], message: message)
  }

  mutating func resolve(_ text: String, from place: Place) throws(SchemaError) -> Place {
    let target = URIReference(text).resolved(against: URIReference(place.base))
    let base = target.withoutFragment.description
    let resource: Place
    if let known = resources[base] {
      resource = known
    } else if let document = registry.document(base) {
      draft.documents.append(document)
      uris.append(base)
      resource = enter(document: draft.documents.count - 1, uri: base)
    } else {
      throw failure(
        place, "/$ref",
        "the reference \"\(text)\" leads to the document \(base), which is not at hand; nothing is fetched")
    }
    let fragment = target.fragment ?? ""
    if fragment.isEmpty { return resource }
    guard let decoded = URIReference.percentDecoded(fragment) else {
      throw failure(place, "/$ref", "the fragment of the reference \"\(text)\" is not UTF-8")
    }
    if decoded.utf8.first == UInt8(ascii: "/") {
      if let pointer = JSONPointer(parsing: decoded) {
        if let found = walk(from: resource, pointer.tokens) { return found }
        if let embedded, embedded.document == resource.document, let found = walk(from: embedded, pointer.tokens) {
          return found
        }
      }
    } else if let found = anchors[base + "#" + decoded] {
      return found
    }
    throw failure(place, "/$ref", "the reference \"\(text)\" leads nowhere")
  }

  // MARK: Numbers of schemas

  /// The number of the schema at a place; the schema is compiled later if it has not been.
  mutating func number(of place: Place) throws(SchemaError) -> Int32 {
    let key = Key(document: place.document, index: place.cursor.index)
    if let number = numbers[key] { return number }
    switch place.cursor.kind {
    case .object, .true, .false: break
    default:
      throw failure(place, "", "a schema has to be an object or a boolean, and this is \(place.cursor.kind.words)")
    }
    let number = Int32(draft.schemas.count)
    numbers[key] = number
    draft.schemas.append(SchemaRule())
    draft.origins.append(SchemaOrigin(base: place.base, pointer: place.pointer, cursor: place.cursor))
    draft.pointers.append(place.documentPointer)
    work.append(place)
    return number
  }

  // MARK: After all schemas

  /// The schemas that a schema applies to the same value.
  private func inPlace(_ number: Int) -> [Int32] {
    let rule = draft.schemas[number]
    if rule.reference >= 0 { return [rule.reference] }
    var targets: [Int32] = []
    for place in 0..<Int(rule.logicCount) {
      let logic = draft.logic[Int(rule.logicStart) + place]
      targets += draft.lists[Int(logic.start)..<Int(logic.start + logic.count)].filter { $0 >= 0 }
    }
    if rule.object >= 0 {
      let object = draft.objects[Int(rule.object)]
      for place in 0..<Int(object.dependenciesCount) {
        let schema = draft.dependencies[Int(object.dependenciesStart) + place].schema
        if schema >= 0 { targets.append(schema) }
      }
    }
    return targets
  }

  /// A schema that applies itself to the same value again would never come to an end.
  private func refuseEndlessReferences() throws(SchemaError) {
    var state = [UInt8](repeating: 0, count: draft.schemas.count)
    for start in draft.schemas.indices where state[start] == 0 {
      var path: [(number: Int, targets: [Int32])] = [(start, inPlace(start))]
      state[start] = 1
      while let (number, targets) = path.last {
        guard let target = targets.last else {
          state[number] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].targets.removeLast()
        switch state[Int(target)] {
        case 0:
          state[Int(target)] = 1
          path.append((Int(target), inPlace(Int(target))))
        case 1:
          throw failure(
            work[Int(target)], "", "this schema leads back to itself for the same value, so checking it would never end"
          )
        default:
          break
        }
      }
    }
  }

  /// A schema that is nothing but a reference becomes a copy of what it refers to, so that validating never follows one.
  private mutating func resolveReferences() {
    for number in draft.schemas.indices where draft.schemas[number].reference >= 0 {
      var target = draft.schemas[number].reference
      while draft.schemas[Int(target)].reference >= 0 { target = draft.schemas[Int(target)].reference }
      let reference = draft.schemas[number].reference
      draft.schemas[number] = draft.schemas[Int(target)]
      draft.schemas[number].reference = reference
    }
  }

  /// Finds the conditions that ask for nothing but one member's text.
  private mutating func findDiscriminators() {
    for number in draft.logic.indices where draft.logic[number].operation == .conditional {
      guard let found = discriminator(draft.lists[Int(draft.logic[number].start)]) else { continue }
      draft.logic[number].discriminator = Int32(draft.discriminators.count)
      draft.discriminators.append(found)
    }
  }

  private func discriminator(_ schema: Int32) -> Discriminator? {
    let rule = draft.schemas[Int(schema)]
    guard !rule.isFalse, !rule.hasMore, rule.types & JSONKind.object.bit != 0, rule.object >= 0 else { return nil }
    let object = draft.objects[Int(rule.object)]
    guard object.propertiesCount == 1, object.ignoresOthers, object.dependenciesCount == 0,
      object.minimumCount == 0, object.maximumCount == .max
    else { return nil }
    let property = draft.properties[Int(object.propertiesStart)]
    guard property.schema >= 0 else { return nil }
    let value = draft.schemas[Int(property.schema)]
    guard value.constant >= 0, value.valuesCount < 0, value.logicCount == 0, value.string < 0,
      value.types & JSONKind.string.bit != 0, draft.constants[Int(value.constant)].kind == JSONKind.string.bit
    else { return nil }
    return Discriminator(name: property.name, constant: value.constant, isRequired: property.isRequired)
  }
}
