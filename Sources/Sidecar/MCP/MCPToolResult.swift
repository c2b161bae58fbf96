import JSON
import JSONRPC

/// What came of a tool call, in the words of the protocol (CallToolResult).
struct MCPToolResult: Sendable {
  private let tool: MCPTool
  private let form: MCPForm

  init(_ tool: MCPTool, _ form: MCPForm) {
    self.tool = tool
    self.form = form
  }

  /// The result of the method: structured, and as text for hosts that know no other.
  func write(_ result: [UInt8], to writer: inout JSONWriter) {
    form.writeResult(to: &writer) { writer in
      writer.name("content")
      writer.beginArray()
      if tool.reports, let words = MCPErrorText(report: result) {
        Array(words.text.utf8).withUnsafeBufferPointer { Self.writeText($0, to: &writer) }
      }
      result.withUnsafeBufferPointer { Self.writeText($0, to: &writer) }
      writer.endArray()
      writer.name("structuredContent")
      writer.raw(result)
      writer.member("isError", false)
      form.writeMeta(to: &writer)
    }
  }

  /// What the method fails with. It has no place in `structuredContent`, which has to be what the tool's outputSchema
  /// says; programs find it in `_meta`.
  func write(_ error: ErrorObject, to writer: inout JSONWriter) {
    form.writeResult(to: &writer) { writer in
      writer.name("content")
      writer.beginArray()
      Array(MCPErrorText(error).text.utf8).withUnsafeBufferPointer { Self.writeText($0, to: &writer) }
      writer.endArray()
      writer.member("isError", true)
      form.writeMeta(error: error, to: &writer)
    }
  }

  /// The same for what comes later.
  func bytes(_ outcome: Result<[UInt8], ErrorObject>) -> [UInt8] {
    var writer = JSONWriter()
    switch outcome {
    case .success(let result): write(result, to: &writer)
    case .failure(let error): write(error, to: &writer)
    }
    return writer.bytes
  }

  private static func writeText(_ text: UnsafeBufferPointer<UInt8>, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("type", "text")
    writer.name("text")
    writer.string(text)
    writer.endObject()
  }
}
