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
    let input: CallParams.Input
    let params: JSONDocument?
    do throws(Arguments.Misuse) {
      input = try CallParams(method: method, file: file, maximumBytes: options.limits.messageBytes).read()
    } catch {
      Terminal.standardError("flow-sidecar: \(error.message)\n")
      return .misuse
    }
    do throws(JSONParseError) {
      params = input.isNone ? nil : try JSONDocument(input.bytes, maximumDepth: options.limits.nesting)
    } catch {
      Terminal.standardError(CallReport.unreadable(error, source: input.name))
      return .failure
    }
    let code = answer(params, source: input.name)
    if let hint = input.hint?() { Terminal.standardError(hint) }
    return code
  }

  private func answer(_ params: JSONDocument?, source: String) -> ExitCode {
    let showsProgress = StandardStreams.isTerminal(2)
    let answers = CallAnswers(showsProgress: showsProgress)
    let session = Wiring(options).session(options, output: answers)
    let reader = SessionReader(session, framing: .line)
    let request = CallRequest.bytes(method: method, params: params, wantsProgress: showsProgress)
    request.withUnsafeBufferPointer { reader.receive($0) }
    reader.receiveEnd()
    let answer = answers.wait()
    var isPrinted = true
    if let result = answer.root["result"] {
      switch CallOutput(result, member: options.rawMember) {
      case .line(let line):
        guard Terminal.standardOutput(line) else {
          Terminal.standardError("flow-sidecar: the result cannot be written: \(String(cString: strerror(errno)))\n")
          return .failure
        }
      case .missing(let why):
        Terminal.standardError("flow-sidecar: \(why)\n")
        isPrinted = false
      }
    }
    let report = CallReport(answer: answer.root, params: params, source: source)
    Terminal.standardError(report.text)
    return report.isSuccess && isPrinted ? .success : .failure
  }
}
