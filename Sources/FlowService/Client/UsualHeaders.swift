import Synchronization

/// The headers of the latest request that had none of its own. Most requests have the same, and one array for all of
/// them is made, checked and handed to libcurl once.
final class UsualHeaders: Sendable {
  private struct State {
    var sandbox: SandboxSelection?
    var headers: [HTTPHeader] = []
    /// Which token `withToken` begins with, and the headers it goes on with.
    var tokenSerial: Int?
    var rest: [HTTPHeader] = []
    var withToken: [HTTPHeader] = []
  }

  private let state = Mutex(State())

  /// The headers for a sandbox, but for the token.
  func headers(
    _ sandbox: SandboxSelection, _ make: () throws(FlowServiceError) -> [HTTPHeader]
  ) throws(FlowServiceError) -> [HTTPHeader] {
    if let known = state.withLock({ isSame($0.sandbox, sandbox) ? $0.headers : nil }) { return known }
    let made = try make()
    state.withLock { ($0.sandbox, $0.headers) = (sandbox, made) }
    return made
  }

  /// Byte by byte, as for headers.
  private func isSame(_ a: SandboxSelection?, _ b: SandboxSelection) -> Bool {
    if case .named(let a) = a, case .named(let b) = b { return a.utf8.elementsEqual(b.utf8) }
    return a == b
  }

  /// The headers with the token before them.
  func withToken(_ token: AccessToken, _ headers: [HTTPHeader]) -> [HTTPHeader] {
    state.withLock { state in
      // Arrays that share their memory are equal without a look at what they hold.
      if state.tokenSerial == token.serial, state.rest == headers { return state.withToken }
      let whole = [HTTPHeader("Authorization", "Bearer \(token.value.reveal())")] + headers
      (state.tokenSerial, state.rest, state.withToken) = (token.serial, headers, whole)
      return whole
    }
  }
}
