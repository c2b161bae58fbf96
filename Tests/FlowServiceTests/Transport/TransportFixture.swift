import FlowService

/// The two ways in which requests go out.
enum NetworkWay: CaseIterable {
  /// The process's own HTTP/1.1, as it is used on loopback.
  case cleartext
  /// libcurl, as it is used everywhere else.
  case libcurl
}

/// A transport on a loop of its own.
final class TransportFixture: Sendable {
  let loop: EventLoop
  let transport: NetworkTransport

  init(_ way: NetworkWay = .cleartext, _ change: (inout NetworkTransport.Options) -> Void = { _ in }) {
    var options = NetworkTransport.Options(version: "1.2.3")
    options.usesLibcurlOnLoopback = way == .libcurl
    change(&options)
    loop = EventLoop()
    transport = NetworkTransport(on: loop, options)
  }

  deinit {
    // After the transport, which is let go of with this object and closes on the loop.
    Task { [loop] in
      try? await loop.sleep(for: .milliseconds(20))
      loop.stop()
    }
  }

  /// What comes of a request that is sent from a task on the loop.
  func send(_ request: HTTPRequest) async -> Result<HTTPResponse, TransportError> {
    await Task(executorPreference: loop) { [transport] () async -> Result<HTTPResponse, TransportError> in
      do throws(TransportError) {
        return .success(try await transport.send(request))
      } catch {
        return .failure(error)
      }
    }.value
  }

  func failure(_ request: HTTPRequest) async -> TransportError? {
    switch await send(request) {
    case .success: nil
    case .failure(let error): error
    }
  }
}
