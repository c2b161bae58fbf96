import JSONRPC

extension Method.Outcome {
  /// The same, with what is answered later put into other words.
  func answering(
    _ change: @escaping @Sendable (Result<[UInt8], ErrorObject>) -> Result<[UInt8], ErrorObject>
  ) -> Method.Outcome {
    switch self {
    case .answered, .answeredSwitching: return self
    case .waiting(let kind, let wait): return .waiting(kind, changed(wait, change))
    case .work(let kind, let work):
      return .work(kind) { () async throws(ErrorObject) in
        let result: Result<[UInt8], ErrorObject>
        do throws(ErrorObject) {
          switch try await work() {
          case .waiting(let kind, let wait): return .waiting(kind, changed(wait, change))
          case .result(let bytes): result = .success(bytes)
          }
        } catch {
          result = .failure(error)
        }
        return .result(try change(result).get())
      }
    }
  }
}

private func changed(
  _ wait: @escaping Method.Wait,
  _ change: @escaping @Sendable (Result<[UInt8], ErrorObject>) -> Result<[UInt8], ErrorObject>
) -> Method.Wait {
  { answer in wait { answer(change($0)) } }
}
