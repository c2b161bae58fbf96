import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// HTTP on an event loop: keep-alive, HTTP/2 where it is offered, TLS always verified, redirects never followed, proxies
/// from the environment (`https_proxy`, `no_proxy`; never for loopback). By way of libcurl, but for `http` on loopback.
///
/// At most `Options.maximumConnections` connections are open in either way; what comes beyond waits its turn, within its
/// time-out. A request that is not a GET is never sent twice.
///
/// Call it from tasks of its loop (`Task(executorPreference: loop)`), or on the loop: then no thread has to wake another
/// one.
package final class NetworkTransport: HTTPTransport {
  /// Limits and settings; what they are by default suits Flow Service.
  package struct Options: Sendable {
    /// Told to services as `User-Agent: flow-sidecar/VERSION`.
    package var version: String
    package var maximumConnections = 16
    /// How many requests at a time may share HTTP/2 connections.
    package var maximumStreams = 100
    package var connectTimeout: Duration = .seconds(10)
    /// In bytes, decoded: no longer than the longest message that the process itself takes.
    package var maximumBodySize = 16 << 20
    /// In bytes, interim answers and trailers included.
    package var maximumHeaderSize = 256 << 10
    /// A connection that was idle for longer is not used again.
    package var maximumIdleSeconds = 50
    /// The trusted authorities (PEM) in place of the system's.
    package var certificateFile: String?
    package var certificateDirectory: String?
    /// libcurl's file names to try, in place of the system's.
    package var libraryNames: [String]?
    /// Goes by way of libcurl on loopback as well: what tests do to libcurl there needs no certificates.
    package var usesLibcurlOnLoopback = false

    /// Takes the authorities that `SSL_CERT_FILE` and `SSL_CERT_DIR` name, as OpenSSL does.
    package init(version: String) {
      self.version = version
      certificateFile = environmentValue("SSL_CERT_FILE")
      certificateDirectory = environmentValue("SSL_CERT_DIR")
    }
  }

  private let loop: EventLoop
  private let curl: CurlEngine
  private let cleartext: CleartextEngine
  private let usesLibcurlOnLoopback: Bool
  /// What the latest request had and was found fit to be sent: the next one mostly has the same.
  private struct Latest {
    var target: RequestTarget?
    var headers: [HTTPHeader] = []
  }

  private let latest = Mutex(Latest())

  /// Opens nothing yet: libcurl is loaded by the first request that needs it.
  package init(on loop: EventLoop, _ options: Options) {
    self.loop = loop
    curl = CurlEngine(loop, options)
    cleartext = CleartextEngine(loop, options)
    usesLibcurlOnLoopback = options.usesLibcurlOnLoopback
  }

  deinit {
    loop.execute { [curl, cleartext] in
      curl.close()
      cleartext.close()
    }
  }

  /// libcurl's version and those of the libraries it uses, such as `libcurl/7.88.1 OpenSSL/3.0.19`; nil when libcurl is
  /// missing. Opens the library.
  package static var libcurlVersion: String? { CurlLibrary.system?.version }

  package func send(_ request: consuming HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let target = try latest.withLock { latest throws(TransportError) in try Self.target(of: request, &latest) }
    let exchange = HTTPExchange(request, target, now: loop.now)
    let outcome = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        exchange.waiter = .task(continuation)
        submit(exchange)
      }
    } onCancel: {
      cancel(exchange)
    }
    switch consume outcome {
    case .success(let response): return response
    case .failure(let error): throw error
    }
  }

  package func start(_ request: consuming HTTPRequest, for waiter: any ExchangeWaiter) -> (any StartedExchange)? {
    let target: RequestTarget
    do throws(TransportError) {
      target = try latest.withLock { latest throws(TransportError) in try Self.target(of: request, &latest) }
    } catch {
      // A task is told why it cannot be sent.
      return nil
    }
    let exchange = HTTPExchange(request, target, now: loop.now, cancelledBy: self)
    exchange.waiter = .other(waiter)
    submit(exchange)
    return exchange
  }

  private func engine(for exchange: HTTPExchange) -> any ExchangeEngine {
    exchange.target.isEncrypted || usesLibcurlOnLoopback ? curl : cleartext
  }

  private func submit(_ exchange: HTTPExchange) {
    let engine = engine(for: exchange)
    if loop.isOnLoop {
      engine.submit(exchange)
    } else {
      loop.execute { engine.submit(exchange) }
    }
  }

  func cancel(_ exchange: HTTPExchange) {
    let engine = engine(for: exchange)
    // On the next round: in this one the engine may be in the midst of something.
    loop.execute { engine.cancel(exchange) }
  }
}

extension NetworkTransport {
  /// Where a request goes, if all of it is fit to be sent.
  private static func target(of request: HTTPRequest, _ latest: inout Latest) throws(TransportError) -> RequestTarget {
    let target: RequestTarget
    do throws(RequestTarget.Fault) {
      target = try RequestTarget(url: request.url, previous: latest.target)
    } catch {
      throw TransportError(.refused, mayHaveArrived: false, detail: error.detail)
    }
    if latest.target != target { latest.target = target }
    if latest.headers != request.headers {
      for header in request.headers {
        if let fault = header.fault { throw TransportError(.refused, mayHaveArrived: false, detail: fault) }
      }
      latest.headers = request.headers
    }
    return target
  }
}

private func environmentValue(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
