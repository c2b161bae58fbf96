import JSON

/// The answer to `textDocument/hover`: what stands at a place is for.
struct HoverText {
  private let asked: AskedDocument
  private var title = ""
  private var lines: [String] = []
  private var range = 0..<0

  init(_ asked: AskedDocument, _ params: JSONCursor) {
    self.asked = asked
    let text = asked.connection
    let offset = text.bytes.withUnsafeBufferPointer {
      text.lineIndex(asked.server.client.encoding).offset(of: LinePosition(params["position"]), in: $0)
    }
    guard let document = text.document else { return }
    withExtendedLifetime(document) {
      // The character behind the place, not the one before it.
      guard let cursor = CursorContext(text, document, at: min(offset + 1, text.bytes.count)), !cursor.range.isEmpty,
        cursor.range.contains(offset)
      else { return }
      range = cursor.range
      let knowledge = BodyKnowledge(document.root.cursor, spec: asked.spec(of: text))
      if case .value = cursor.place {
        tellValue(cursor, knowledge)
      }
      if lines.isEmpty { tellMember(cursor.memberPath, knowledge) }
    }
  }

  private mutating func tellMember(_ path: [String], _ knowledge: BodyKnowledge) {
    guard let schema = knowledge.schema(at: path) else { return }
    title = path.last ?? ""
    let summary = knowledge.summary(at: path)
    if !summary.isEmpty { lines.append("(" + summary + ")") }
    if let description = knowledge.description(at: path) { lines.append(description) }
    if let expected = schema["x-patternMessage"]?.string { lines.append("Expected: " + expected) }
    let values = knowledge.values(at: path)
    if !values.isEmpty { lines.append("Values: " + values.joined(separator: ", ")) }
  }

  private mutating func tellValue(_ cursor: CursorContext, _ knowledge: BodyKnowledge) {
    switch cursor.memberPath {
    case ["connectionSpec", "id"]:
      guard let spec = knowledge.spec else { return }
      title = spec.name
      let catalogue = spec.catalogue?.document.root ?? spec.document.root
      let attributes = catalogue["attributes"]
      let about = [attributes?["connectorName"]?.string, attributes?["category"]?.string].compactMap { $0 }
      if !about.isEmpty { lines.append(about.joined(separator: ", ")) }
      lines.append("Credentials: " + spec.authSpecs.map(\.name).joined(separator: ", "))
      if let link = catalogue["x-catalogue"]?["documentation"]?.string { lines.append(link) }
    case ["auth", "specName"]:
      guard let authSpec = knowledge.authSpec, authSpec.name == cursor.value?.string else { return }
      title = authSpec.name
      if let description = Self.description(of: authSpec) { lines.append(description) }
      if let advice = authSpec.advice { lines.append(advice.message) }
      let names = authSpec.rules?["required"]?.elements.compactMap(\.string) ?? []
      if !names.isEmpty { lines.append("Required: " + names.joined(separator: ", ")) }
    default: return
    }
  }

  /// What a kind of credentials is for.
  static func description(of authSpec: AuthSpec) -> String? {
    authSpec.catalogue?.rules?["description"]?.string ?? authSpec.rules?["description"]?.string
  }

  func write(to writer: inout JSONWriter) {
    guard !title.isEmpty else { return writer.null() }
    let isMarkdown = asked.server.client.hoversInMarkdown
    writer.beginObject()
    writer.name("contents")
    writer.beginObject()
    writer.member("kind", isMarkdown ? "markdown" : "plaintext")
    let heading = isMarkdown ? "**\(title)**" : title
    writer.member("value", ([heading] + lines).joined(separator: isMarkdown ? "\n\n" : "\n"))
    writer.endObject()
    writer.name("range")
    asked.text.withUnsafeBufferPointer { bytes in
      let index = LineIndex(bytes, encoding: asked.server.client.encoding)
      TextPlaces(index: index, text: bytes).write(range, to: &writer)
    }
    writer.endObject()
  }
}
