import JSON
import JSONRPC

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One call for shells: the result on standard output, what went wrong in plain words on standard error.
struct CallCommand {
  private let method: String
  private let file: String?
  private let options: Options

  init(method: String, file: String?, _ options: Options) {
    self.method = method
    self.file = file
    self.options = options
  }

  func run() -> ExitCode {
    let text: [UInt8]
    switch readParams() {
    case .success(let bytes): text = bytes
    case .failure(let misuse):
      Terminal.standardError("flow-sidecar: \(misuse.message)\n")
      return .misuse
    }
    let params: JSONDocument?
    do throws(JSONParseError) {
      params = text.isEmpty && file == nil ? nil : try JSONDocument(text, maximumDepth: options.limits.nesting)
    } catch {
      Terminal.standardError(CallReport.unreadable(error, source: sourceName))
      return .failure
    }
    return answer(params)
  }

  private func answer(_ params: JSONDocument?) -> ExitCode {
    let showsProgress = StandardStreams.isTerminal(2)
    let answers = CallAnswers(showsProgress: showsProgress)
    let session = Wiring(options).session(options, output: answers)
    let reader = SessionReader(session, framing: .line)
    let request = CallRequest.bytes(method: method, params: params, wantsProgress: showsProgress)
    request.withUnsafeBufferPointer { reader.receive($0) }
    reader.receiveEnd()
    let answer = answers.wait()
    if let result = answer.root["result"] {
      var line = JSONWriter()
      line.value(result)
      guard Terminal.standardOutput(line.bytes + [0x0A]) else {
        Terminal.standardError("flow-sidecar: the result cannot be written: \(String(cString: strerror(errno)))\n")
        return .failure
      }
    }
    let report = CallReport(answer: answer.root, params: params, source: sourceName)
    Terminal.standardError(report.text)
    return report.isSuccess ? .success : .failure
  }

  private var sourceName: String { file.map { $0 == "-" ? "standard input" : $0 } ?? "params" }

  private func readParams() -> Result<[UInt8], Arguments.Misuse> {
    guard let file else { return .success([]) }
    let descriptor = file == "-" ? 0 : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(unreadable(errno)) }
    defer { if descriptor != 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      switch chunk.withUnsafeMutableBytes({ Descriptor.read(descriptor, into: $0) }) {
      case .bytes(let count): bytes += chunk[..<count]
      case .end: return .success(bytes)
      case .failed(let number): return .failure(unreadable(number))
      }
      guard bytes.count <= options.limits.messageBytes else {
        return .failure(
          Arguments.Misuse(
            message: "\(sourceName) is longer than \(options.limits.messageBytes) bytes (--max-message-bytes)"))
      }
    }
  }

  private func unreadable(_ number: Int32) -> Arguments.Misuse {
    Arguments.Misuse(message: "\(sourceName) cannot be read: \(String(cString: strerror(number)))")
  }
}

/// The request of a one-shot call.
private enum CallRequest {
  private static let metaName: JSONName = "_meta"
  private static let progressTokenName: JSONName = "progressToken"

  static func bytes(method: String, params: JSONDocument?, wantsProgress: Bool) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("jsonrpc", "2.0")
    writer.member("id", 1)
    writer.member("method", method)
    if let params {
      writer.name("params")
      let waits = ["connection.waitEnabled", "connection.ensure"].contains(method)
      write(params.root.cursor, wantsProgress: wantsProgress && waits, to: &writer)
    }
    writer.endObject()
    return withExtendedLifetime(params) { writer.bytes + [0x0A] }
  }

  /// The params as they are, with a token for progress where there is somebody to look at it.
  private static func write(_ params: JSONCursor, wantsProgress: Bool, to writer: inout JSONWriter) {
    let meta = params[metaName]
    guard wantsProgress, params.kind == .object, meta == nil || meta?.kind == .object else {
      writer.value(params)
      return
    }
    writer.beginObject()
    params.forEachMember { name, value in
      if name.isNamed(metaName) { return }
      writer.name(name)
      writer.value(value)
    }
    writer.name("_meta")
    writer.beginObject()
    meta?.forEachMember { name, value in
      if name.isNamed(progressTokenName) { return }
      writer.name(name)
      writer.value(value)
    }
    writer.member("progressToken", 1)
    writer.endObject()
    writer.endObject()
  }
}
