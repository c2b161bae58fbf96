import JSON

/// The operations of an update (JSON Patch, RFC 6902), as far as they have to be known here: what they leave in the
/// connection, and what must not show up in an error text. The bytes are sent as they came.
struct UpdateBody: Sendable {
  struct Operation: Sendable {
    var isRemoval: Bool
    var path: String
    /// Nil for a removal.
    var value: JSONValue?

    /// Credentials come back changed, or not at all.
    var isAboutCredentials: Bool { path == "/auth" || path.hasPrefix("/auth/") }
  }

  /// Whether a connection that was read after an update shows it.
  enum Trace {
    case shown
    case contradicted
    /// What it would show cannot be compared.
    case hidden
  }

  var bytes: [UInt8]
  var operations: [Operation] = []
  var mask: SecretMask

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var secrets: [String] = []
    // As with CreateBody, its depth was bounded where it came in.
    for value in (try? JSONDocument(bytes, maximumDepth: .max).root)?.elements ?? [] {
      guard let path = value["path"]?.string else { continue }
      let operation = Operation(
        isRemoval: value["op"]?.string?.lowercased() == "remove", path: path, value: value["value"])
      if operation.isAboutCredentials, let value = operation.value {
        withExtendedLifetime(value) { CreateBody.collect(value.cursor, into: &secrets) }
      }
      operations.append(operation)
    }
    mask = SecretMask(secrets)
  }

  /// What a connection says about whether the update has been made.
  func trace(in item: JSONValue) -> Trace {
    // Of several operations on one place, only the last can be seen.
    var last: [String: Operation] = [:]
    for operation in operations { last[operation.path] = operation }
    var trace = Trace.shown
    for operation in last.values {
      switch Self.trace(operation, item) {
      case .shown: continue
      case .contradicted: return .contradicted
      case .hidden: trace = .hidden
      }
    }
    return last.isEmpty ? .hidden : trace
  }

  private static func trace(_ operation: Operation, _ item: JSONValue) -> Trace {
    withExtendedLifetime((operation, item)) {
      guard let pointer = JSONPointer(parsing: operation.path) else { return .hidden }
      let found = pointer.resolve(in: item.cursor)
      if operation.isRemoval { return found == nil ? .shown : .contradicted }
      if let found, let value = operation.value, holds(found, value.cursor) { return .shown }
      return operation.isAboutCredentials ? .hidden : .contradicted
    }
  }

  /// Whether a value is the other, but for members that the service has added.
  private static func holds(_ found: JSONCursor, _ sent: JSONCursor) -> Bool {
    guard found.kind == sent.kind else { return false }
    switch sent.kind {
    case .string: return found.stringBytes.elementsEqual(sent.stringBytes)
    case .object:
      var holds = true
      sent.forEachMember { name, value in
        let member = found[JSONName(String(decoding: name.stringBytes, as: UTF8.self))]
        holds = holds && member.map { Self.holds($0, value) } ?? false
      }
      return holds
    case .array:
      guard found.count == sent.count else { return false }
      return (0..<sent.count).allSatisfy { index in
        guard let a = found[index], let b = sent[index] else { return false }
        return Self.holds(a, b)
      }
    default: return found.rawText.elementsEqual(sent.rawText)
    }
  }
}
