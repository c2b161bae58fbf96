import FlowService
import JSON
import JSONRPC
import JSONSchema
import TestSupport
import Testing

@Suite("The errors of the documents and of the program")
struct ErrorTableTests {
  /// Every error that the program can answer, from its own types.
  private static let program: [String: Int] = {
    var codes: [String: Int] = [
      "parseError": ErrorCode.parseError.rawValue, "invalidRequest": ErrorCode.invalidRequest.rawValue,
      "methodNotFound": ErrorCode.methodNotFound.rawValue, "invalidParams": ErrorCode.invalidParams.rawValue,
      "internalError": ErrorCode.internalError.rawValue, "requestCancelled": ErrorCode.requestCancelled.rawValue,
      "busy": ErrorCode.busy.rawValue, "shuttingDown": ErrorCode.shuttingDown.rawValue,
    ]
    for kind in FlowServiceErrorKind.allCases { codes[kind.rawValue] = kind.code }
    return codes
  }()

  @Test("errors.json has every code and kind of the program, and no other")
  func errorsDocument() throws {
    let entries = ProtocolSchemas.shared.errors.root.elements
    var document: [String: Int] = [:]
    for entry in entries {
      let kind = try #require(entry["kind"]?.string)
      document[kind] = try #require(entry["code"]?.integer)
      for member in ["message", "when", "hint"] as [JSONName] { #expect(entry[member]?.string?.isEmpty == false) }
      let schema = try ProtocolSchemas.shared.errorDataSchema(kind)
      #expect(schema.notes.isEmpty, "\(kind): \(schema.notes)")
    }
    #expect(document == Self.program)
    #expect(document.count == entries.count)
    #expect(Set(document.values).count == document.count)
  }

  @Test("whether a request may be sent again is the same in the document and the program")
  func retryable() {
    for entry in ProtocolSchemas.shared.errors.root.elements {
      guard let kind = entry["kind"]?.string.flatMap(FlowServiceErrorKind.init) else { continue }
      #expect(entry["retryable"]?.boolean == kind.isRetryable, "\(kind.rawValue)")
    }
  }

  @Test("no code of the sources is missing from this suite, and no kind from errors.json")
  func sources() throws {
    let codes = try PackageRoot.text("Sources/JSONRPC/Messages/ErrorCode.swift").split(separator: "static let ")
    #expect(codes.count - 1 == 8)
    let known = ProtocolSchemas.shared.errors.root.elements.compactMap { $0["kind"]?.string }
    var literals = 0
    for folder in ["Sources/JSONRPC/Messages", "Sources/Sidecar/Methods", "Sources/Sidecar/Parameters"] {
      for file in try PackageRoot.files(in: folder) {
        for part in try PackageRoot.text("\(folder)/\(file)").split(separator: "kind: \"").dropFirst() {
          literals += 1
          #expect(known.contains(String(part.prefix { $0 != "\"" })), "\(file)")
        }
      }
    }
    #expect(literals > 5)
  }

  @Test("the README's table of errors is that of errors.json, in its order")
  func readme() throws {
    let rows = try Readme.table(under: "## Errors")
    let table = rows.map { "\($0[0]) \(Readme.code($0[1]))" }
    let document = ProtocolSchemas.shared.errors.root.elements.map {
      "\($0["code"]?.text ?? "") \($0["kind"]?.string ?? "")"
    }
    #expect(table == document)
  }

  @Test("a notification that the sidecar sends is described by a schema")
  func notifications() throws {
    let document = ProtocolSchemas.shared.notifications
    #expect(document.root.elements.compactMap { $0["method"]?.string } == ["$/progress"])
    for index in document.root.elements.indices {
      #expect(try JSONSchema(document, at: JSONPointer(["\(index)", "paramsSchema"])).notes.isEmpty)
    }
  }
}
