import JSON
import JSONRPC

/// The answer to `textDocument/completion`: what can stand at a place.
struct CompletionList {
  private struct Item {
    var label: String
    var kind: Kind
    var detail: String?
    var documentation: String?
    var newText: String
    /// The new text with a place for the cursor.
    var snippet: String?
    var isDeprecated = false
  }

  /// LSP's CompletionItemKind.
  private enum Kind: Int {
    case module = 9
    case property = 10
    case value = 12
    case enumMember = 20
    case reference = 18
  }

  private let asked: AskedDocument
  private var items: [Item] = []
  private var range = 0..<0

  init(_ asked: AskedDocument, _ params: JSONCursor) {
    self.asked = asked
    let text = asked.connection
    let offset = text.bytes.withUnsafeBufferPointer {
      text.lineIndex(asked.server.client.encoding).offset(of: LinePosition(params["position"]), in: $0)
    }
    range = offset..<offset
    guard let document = text.document else {
      if text.bytes.allSatisfy({ $0 <= 0x20 }) { items = [Self.whole] }
      return
    }
    withExtendedLifetime(document) {
      guard let cursor = CursorContext(text, document, at: offset) else { return }
      range = cursor.range
      let knowledge = BodyKnowledge(document.root.cursor, spec: asked.spec(of: text))
      switch cursor.place {
      case .name(let hasValue): items = Self.names(cursor, knowledge, hasValue: hasValue)
      case .value: items = Self.values(cursor, knowledge)
      }
    }
  }

  func write(to writer: inout JSONWriter) {
    asked.text.withUnsafeBufferPointer { bytes in
      let index = LineIndex(bytes, encoding: asked.server.client.encoding)
      let places = TextPlaces(index: index, text: bytes)
      writer.beginObject()
      writer.member("isIncomplete", false)
      writer.name("items")
      writer.beginArray()
      for (number, item) in items.enumerated() { write(item, number, places, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
  }

  private func write(_ item: Item, _ number: Int, _ places: TextPlaces, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("label", item.label)
    writer.member("kind", item.kind.rawValue)
    writer.member("detail", ifPresent: item.detail)
    writer.member("documentation", ifPresent: item.documentation)
    let digits = String(number)
    writer.member("sortText", String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
    // What is there to compare with begins with a quote.
    writer.member("filterText", MemberTemplate.text(item.label))
    if item.isDeprecated {
      writer.name("tags")
      writer.beginArray()
      writer.integer(1)
      writer.endArray()
    }
    let snippet = asked.server.client.takesSnippets ? item.snippet : nil
    if snippet != nil { writer.member("insertTextFormat", 2) }
    writer.name("textEdit")
    places.write(JSONRepair.Edit(range, snippet ?? item.newText), to: &writer)
    writer.endObject()
  }

  // MARK: What can stand there

  /// The beginning of a text that is empty.
  private static let whole = Item(
    label: "connection", kind: .reference, detail: "a connection, to be filled in",
    newText: "{\n  \"name\": \"\",\n  \"connectionSpec\": {\"id\": \"\", \"version\": \"1.0\"}\n}\n",
    snippet: "{\n  \"name\": \"$1\",\n  \"connectionSpec\": {\"id\": \"$2\", \"version\": \"1.0\"}\n\\}\n")

  private static func names(_ cursor: CursorContext, _ knowledge: BodyKnowledge, hasValue: Bool) -> [Item] {
    let properties = knowledge.schema(at: cursor.path)?["properties"]?.members ?? []
    let names = properties.map(\.name).filter { !cursor.others.contains($0) }
    let required = names.filter { knowledge.isRequired($0, in: cursor.path) }
    return (required + names.filter { !required.contains($0) }).map { name in
      let path = cursor.path + [name]
      let quoted = MemberTemplate.text(name)
      let value = MemberTemplate(name: name, schema: knowledge.schema(at: path), spec: knowledge.spec).value
      var item = Item(
        label: name, kind: .property, detail: knowledge.summary(at: path),
        documentation: knowledge.description(at: path), newText: hasValue ? quoted : "\(quoted): \(value)")
      if !hasValue, value == "\"\"" { item.snippet = "\(snippetText(quoted)): \"$1\"" }
      return item
    }
  }

  private static func values(_ cursor: CursorContext, _ knowledge: BodyKnowledge) -> [Item] {
    switch cursor.memberPath {
    case ["connectionSpec", "id"]: return connectionSpecs
    case ["auth", "specName"]:
      return (knowledge.spec?.authSpecs ?? []).map { authSpec in
        let advice = authSpec.advice?.message
        return Item(
          label: authSpec.name, kind: .enumMember, detail: knowledge.spec?.name,
          documentation: advice ?? HoverText.description(of: authSpec), newText: MemberTemplate.text(authSpec.name),
          isDeprecated: advice != nil)
      }
    default:
      return knowledge.values(at: cursor.memberPath).map { value in
        let label = value.first == "\"" ? String(value.dropFirst().dropLast()) : value
        return Item(
          label: label, kind: .value, documentation: knowledge.description(at: cursor.memberPath), newText: value)
      }
    }
  }

  /// By name and by id.
  private static var connectionSpecs: [Item] {
    let entries = CatalogueIndex.shared.entries
    func about(_ entry: CatalogueIndex.Entry) -> String {
      ([entry.label, entry.category].compactMap { $0 } + ["Credentials: " + entry.authSpecs.joined(separator: ", ")])
        .joined(separator: "\n")
    }
    return entries.map { entry in
      Item(
        label: entry.name, kind: .module, detail: entry.id, documentation: about(entry),
        newText: MemberTemplate.text(entry.id))
    }
      + entries.map { entry in
        Item(
          label: entry.id, kind: .module, detail: entry.name, documentation: about(entry),
          newText: MemberTemplate.text(entry.id))
      }
  }

  private static func snippetText(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "$", "}": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
