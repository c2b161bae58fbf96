import FlowService
import JSON
import JSONRPC
import JSONSchema
import Synchronization

extension LanguageServer {
  /// More than anybody has open.
  private static let mostDocuments = 1_000

  /// Whether a text is that of a connection: editors that start a server for JSON send it all they have of that.
  static func isConnection(_ uri: String, languageID: String?) -> Bool {
    uri.hasSuffix(".connection.json") || uri.hasSuffix(".connection.jsonc") || languageID == "flow-connection"
  }

  // MARK: What the client tells

  /// `textDocument/didOpen`.
  func open(_ params: JSONCursor, _ session: Session) {
    guard let document = params["textDocument"], let uri = document["uri"]?.string,
      let text = document["text"], text.kind == .string,
      Self.isConnection(uri, languageID: document["languageId"]?.string)
    else { return }
    let isKept = documents.withLock { documents in
      guard documents[uri] != nil || documents.count < Self.mostDocuments else { return false }
      var opened = documents[uri] ?? OpenDocument(text: [])
      opened.text = Array(text.stringBytes)
      opened.version = document["version"]?.integer
      documents[uri] = opened
      return true
    }
    if isKept { check(uri, session) }
  }

  /// `textDocument/didChange`.
  func change(_ params: JSONCursor, _ session: Session) {
    guard let uri = params["textDocument"]?["uri"]?.string, let changes = params["contentChanges"] else { return }
    let isOpen = documents.withLock { documents in
      guard documents[uri] != nil else { return false }
      documents[uri]?.version = params["textDocument"]?["version"]?.integer
      changes.forEachElement { change in
        guard var text = documents[uri]?.text else { return }
        // Taken out, so that it is not copied for the change.
        documents[uri]?.text = []
        TextChange.apply(change, to: &text, encoding: client.encoding)
        documents[uri]?.text = text
      }
      return true
    }
    if isOpen { check(uri, session) }
  }

  /// `textDocument/didClose`: what was said about the text does not count any more.
  func close(_ params: JSONCursor, _ session: Session) {
    guard let uri = params["textDocument"]?["uri"]?.string else { return }
    guard documents.withLock({ $0.removeValue(forKey: uri) }) != nil else { return }
    publish(
      [], [], uri, version: nil,
      TextPlaces(index: LineIndex(.init(start: nil, count: 0)), text: .init(start: nil, count: 0)), session)
  }

  // MARK: Checking

  private func check(_ uri: String, _ session: Session) {
    let isToStart = documents.withLock { documents in
      // Whoever is checking it takes it again.
      documents[uri]?.serial = nextSerial
      guard let document = documents[uri], !document.isChecking else { return false }
      documents[uri]?.isChecking = true
      return true
    }
    guard isToStart else { return }
    session.onTheSide { [self] in
      while let document = taken(uri) { checkOnce(uri, document, session) }
    }
  }

  /// The text to be checked; nil when nothing is left to be done.
  private func taken(_ uri: String) -> OpenDocument? {
    documents.withLock { $0[uri].flatMap { $0.isChecking ? $0 : nil } }
  }

  private func checkOnce(_ uri: String, _ document: OpenDocument, _ session: Session) {
    let text = ConnectionText(document.text)
    let report = report(of: text, uri, session)
    text.bytes.withUnsafeBufferPointer { bytes in
      let places = TextPlaces(index: text.lineIndex(client.encoding), text: bytes)
      // Under the lock: nothing may be said of a text after it was closed, or after something newer was said.
      documents.withLock { documents in
        guard documents[uri]?.serial == document.serial else { return }
        documents[uri]?.isChecking = false
        publish(report.errors, report.warnings, uri, version: document.version, places, session)
      }
    }
  }

  /// What there is to say now. Where the connection spec has to be fetched, the text is checked once more when it is there.
  private func report(of text: ConnectionText, _ uri: String, _ session: Session) -> TextReport {
    let specs = context.specs
    let check = ConnectionCheck(specs: specs, specification: ConnectionCheck.bodySpecification())
    guard let id = text.specID else { return TextReport(text, check, by: nil) }
    return Array(id.utf8).withUnsafeBufferPointer { bytes in
      switch specs.atHand(bytes, { CallOptions.standard }) {
      case .known(let found): return TextReport(text, check, by: found)
      case .toFetch(let place):
        session.onTheSide { [self] in
          _ = await specs.obtain(id)
          withExtendedLifetime(place) {}
          self.check(uri, session)
        }
        return TextReport(text, check, by: specs.spec(bytes).map { FoundSpec(spec: $0, origin: .bundled) })
      }
    }
  }

  private func publish(
    _ errors: [TextProblem], _ warnings: [TextProblem], _ uri: String, version: Int?, _ places: TextPlaces,
    _ session: Session
  ) {
    session.notify("textDocument/publishDiagnostics") { writer in
      writer.beginObject()
      writer.member("uri", uri)
      writer.member("version", ifPresent: version)
      writer.name("diagnostics")
      writer.beginArray()
      for problem in errors { problem.writeDiagnostic(isError: true, to: &writer, places) }
      for problem in warnings { problem.writeDiagnostic(isError: false, to: &writer, places) }
      writer.endArray()
      writer.endObject()
    }
  }
}

extension TextProblem {
  /// Writes it as LSP's Diagnostic.
  func writeDiagnostic(isError: Bool, to writer: inout JSONWriter, _ places: TextPlaces) {
    writer.beginObject()
    writer.name("range")
    places.write(range, to: &writer)
    writer.member("severity", isError ? 1 : 2)
    // Of what is no JSON, the reason.
    let code = problem.keyword == "syntax" ? problem.keywordLocation.split(separator: "/").last : nil
    writer.member("code", code.map(String.init) ?? problem.keyword)
    writer.member("source", "flow-sidecar")
    writer.member("message", problem.message)
    if problem.keyword == "x-deprecated" {
      writer.name("tags")
      writer.beginArray()
      writer.integer(2)
      writer.endArray()
    }
    writer.endObject()
  }
}
