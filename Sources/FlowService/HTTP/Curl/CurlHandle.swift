import CCurl

/// A libcurl easy handle, used for one exchange after the other; it keeps what all requests have in common.
///
/// Only the loop's thread touches it; hence unchecked.
final class CurlHandle: @unchecked Sendable {
  let easy: UnsafeMutableRawPointer
  private let curl: UnsafePointer<ccurl_library>
  private let options: NetworkTransport.Options
  /// Where libcurl writes what went wrong.
  private let errorBuffer: UnsafeMutablePointer<CChar>
  private var headerList: OpaquePointer?
  /// What `headerList` was made of: the next request on this handle mostly has the same.
  private var listedHeaders: [HTTPHeader] = []
  /// Whether libcurl tells when it is about to send (7.80 and later).
  private let reportsSending: Bool

  private(set) var exchange: HTTPExchange?
  private var response: ResponseCollector
  /// How often libcurl was about to send the request.
  private var sendings = 0
  /// Counted among those that share connections, rather than among those that have one each.
  var isMultiplexed = false

  /// Returns nil when libcurl lacks something that safety needs.
  init?(_ library: CurlLibrary, _ options: NetworkTransport.Options) {
    guard let easy = library.functions.pointee.easy_init() else { return nil }
    self.easy = easy
    self.curl = library.functions
    self.options = options
    errorBuffer = .allocate(capacity: Int(CCURL_ERROR_SIZE))
    errorBuffer.initialize(repeating: 0, count: Int(CCURL_ERROR_SIZE))
    response = ResponseCollector(maximumHeaderSize: 0, maximumBodySize: 0)
    reportsSending =
      ccurl_set_prereq_callback(
        library.functions, easy, Int32(CCURLOPT_PREREQFUNCTION),
        { context, _, _, _, _ in CurlHandle.from(context).willSend() }) == CCURLE_OK
    guard configure() else { return nil }
  }

  deinit {
    curl.pointee.easy_cleanup(easy)
    curl.pointee.slist_free_all(headerList)
    errorBuffer.deallocate()
  }

  /// The handle that a callback's context stands for. Sound: an easy handle is cleaned up in this object's `deinit`,
  /// and calls nothing afterwards.
  static func from(_ context: UnsafeMutableRawPointer?) -> CurlHandle {
    guard let context else { preconditionFailure("libcurl passes on the context it was given") }
    return Unmanaged<CurlHandle>.fromOpaque(context).takeUnretainedValue()
  }

  // MARK: What all requests have in common

  private func configure() -> Bool {
    let context = Unmanaged.passUnretained(self).toOpaque()
    set(CCURLOPT_PRIVATE, pointer: context)
    set(CCURLOPT_WRITEDATA, pointer: context)
    set(CCURLOPT_HEADERDATA, pointer: context)
    set(CCURLOPT_PREREQDATA, pointer: context)
    set(CCURLOPT_ERRORBUFFER, pointer: errorBuffer)
    ccurl_set_data_callback(curl, easy, Int32(CCURLOPT_WRITEFUNCTION)) { bytes, size, count, context in
      CurlHandle.from(context).received(bytes, size * count, isHeader: false)
    }
    ccurl_set_data_callback(curl, easy, Int32(CCURLOPT_HEADERFUNCTION)) { bytes, size, count, context in
      CurlHandle.from(context).received(bytes, size * count, isHeader: true)
    }
    set(CCURLOPT_NOSIGNAL, 1)
    set(CCURLOPT_TCP_NODELAY, 1)
    set(CCURLOPT_USERAGENT, "flow-sidecar/\(options.version)")
    set(CCURLOPT_ACCEPT_ENCODING, "gzip")
    set(CCURLOPT_HTTP_VERSION, CCURL_HTTP_VERSION_2TLS)
    set(CCURLOPT_HTTP09_ALLOWED, 0)
    set(CCURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CCURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.curlMilliseconds)
    ccurl_set_offset(curl, easy, Int32(CCURLOPT_MAXFILESIZE_LARGE), Int64(options.maximumBodySize))
    // Ids are percent-encoded into paths, and have to arrive as they were written.
    set(CCURLOPT_PATH_AS_IS, 1)
    // A connection idle for longer may be closed at any moment by the other side, just when a request goes out on it.
    set(CCURLOPT_MAXAGE_CONN, options.maximumIdleSeconds)
    // A name that takes long to resolve must not hold up the loop when its request is given up.
    set(CCURLOPT_QUICK_EXIT, 1)
    if let file = options.certificateFile { set(CCURLOPT_CAINFO, file) }
    if let directory = options.certificateDirectory { set(CCURLOPT_CAPATH, directory) }
    return set(CCURLOPT_FOLLOWLOCATION, 0) && set(CCURLOPT_SSL_VERIFYPEER, 1) && set(CCURLOPT_SSL_VERIFYHOST, 2)
  }

  // MARK: One exchange

  /// Makes the handle ready to be added to the multi handle. Returns false when libcurl lacks something or memory ends.
  func prepare(for exchange: HTTPExchange, remaining: Duration) -> Bool {
    self.exchange = exchange
    exchange.handle = self
    response = ResponseCollector(
      maximumHeaderSize: options.maximumHeaderSize, maximumBodySize: options.maximumBodySize)
    sendings = 0
    errorBuffer[0] = 0
    let request = exchange.request
    let target = exchange.target
    guard set(CCURLOPT_URL, request.url),
      set(CCURLOPT_PROTOCOLS, target.isEncrypted ? CCURLPROTO_HTTPS : CCURLPROTO_HTTP),
      set(CCURLOPT_TIMEOUT_MS, remaining.curlMilliseconds)
    else { return false }
    // Loopback is never reached through a proxy, which would otherwise see what is sent there in clear.
    guard setOptional(CCURLOPT_NOPROXY, target.isLoopback ? "*" : nil) else { return false }
    // Rather wait for a connection that is being made than make another, if it may turn out to be HTTP/2.
    set(CCURLOPT_PIPEWAIT, target.isEncrypted ? 1 : 0)
    if !reportsSending {
      // This libcurl cannot be kept from sending a request again on a new connection after one that it reused had
      // failed: so let it not reuse one for what must not be sent twice.
      set(CCURLOPT_FRESH_CONNECT, request.method == .get ? 0 : 1)
    }
    return setMethodAndBody(request) && setHeaders(request)
  }

  private func setMethodAndBody(_ request: HTTPRequest) -> Bool {
    if let body = request.body ?? (request.method == .post || request.method == .patch ? [] : nil) {
      guard set(CCURLOPT_POST, 1),
        ccurl_set_offset(curl, easy, Int32(CCURLOPT_POSTFIELDSIZE_LARGE), Int64(body.count)) == CCURLE_OK,
        body.withUnsafeBytes({ bytes in
          // An empty array may have no address, which would mean: no body set.
          withUnsafeBytes(of: UInt8(0)) { empty in
            let start = bytes.baseAddress ?? empty.baseAddress
            return ccurl_set_pointer(
              curl, easy, Int32(CCURLOPT_COPYPOSTFIELDS), UnsafeMutableRawPointer(mutating: start)) == CCURLE_OK
          }
        })
      else { return false }
      return setOptional(CCURLOPT_CUSTOMREQUEST, request.method == .post ? nil : request.method.rawValue)
    }
    return set(CCURLOPT_HTTPGET, 1)
      && setOptional(CCURLOPT_CUSTOMREQUEST, request.method == .get ? nil : request.method.rawValue)
  }

  private func setHeaders(_ request: HTTPRequest) -> Bool {
    guard headerList == nil || request.headers != listedHeaders else { return true }
    clearHeaders()
    listedHeaders = request.headers
    // Without a value: not to be sent. libcurl would ask for a go-ahead before a large body, and make up a type.
    var lines = ["Expect:"]
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    for line in lines + request.headers.lazy.map(\.curlLine) {
      guard let list = curl.pointee.slist_append(headerList, line) else {
        clearHeaders()
        return false
      }
      headerList = list
    }
    guard ccurl_set_list(curl, easy, Int32(CCURLOPT_HTTPHEADER), headerList) == CCURLE_OK else {
      clearHeaders()
      return false
    }
    return true
  }

  func clearHeaders() {
    ccurl_set_list(curl, easy, Int32(CCURLOPT_HTTPHEADER), nil)
    curl.pointee.slist_free_all(headerList)
    headerList = nil
    listedHeaders = []
  }

  /// Forgets the exchange and its body, in which credentials may be. The headers hold what the next request mostly needs as
  /// well; `CurlEngine` has them forgotten when it does not.
  func release() {
    exchange?.handle = nil
    exchange = nil
    ccurl_set_pointer(curl, easy, Int32(CCURLOPT_COPYPOSTFIELDS), nil)
    response = ResponseCollector(maximumHeaderSize: 0, maximumBodySize: 0)
  }

  // MARK: Callbacks

  /// libcurl, finding that a reused connection died before a byte of the answer came, sends the request again on a new
  /// one. The first may have arrived all the same. What is not a GET must not be sent twice.
  private func willSend() -> Int32 {
    sendings += 1
    let isAgain = sendings > 1 && exchange?.request.method != .get
    return Int32(isAgain ? CCURL_PREREQFUNC_ABORT : CCURL_PREREQFUNC_OK)
  }

  /// Returning another number than `count` ends the exchange.
  private func received(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, isHeader: Bool) -> Int {
    let bytes = UnsafeRawBufferPointer(start: bytes, count: count)
    let isAccepted = isHeader ? response.addHeaderLine(bytes) : response.addBody(bytes)
    return isAccepted ? count : 0
  }

  // MARK: What came of it

  func outcome(_ code: Int32, library: CurlLibrary) -> HTTPExchange.Outcome {
    if code == CCURLE_OK && response.hasWholeHeaders {
      return .success(
        HTTPResponse(status: number(CCURLINFO_RESPONSE_CODE), headers: response.headers, body: response.body))
    }
    let code = code == CCURLE_OK ? Int32(CCURLE_PARTIAL_FILE) : code
    let message = errorBuffer[0] == 0 ? library.description(of: code) : String(cString: errorBuffer)
    return .failure(
      CurlFailure(
        code: code, hasBegun: hasBegun, sentBytes: number(CCURLINFO_REQUEST_SIZE), message: message,
        isTooLarge: response.isTooLarge
      ).error)
  }

  /// Whether the service may have seen anything of the request so far.
  var mayHaveArrived: Bool { hasBegun && number(CCURLINFO_REQUEST_SIZE) > 0 }

  /// The answer came over HTTP/2 or later: other exchanges can share its connection.
  var answerIsMultiplexed: Bool { number(CCURLINFO_HTTP_VERSION) >= CCURL_HTTP_VERSION_2_0 }

  private var hasBegun: Bool { sendings > 0 || !reportsSending }

  private func number(_ info: Int) -> Int {
    var value = 0
    return ccurl_get_long(curl, easy, Int32(info), &value) == CCURLE_OK ? value : 0
  }

  // MARK: Options

  @discardableResult
  private func set(_ option: Int, _ value: Int) -> Bool {
    ccurl_set_long(curl, easy, Int32(option), value) == CCURLE_OK
  }

  @discardableResult
  private func set(_ option: Int, _ value: String) -> Bool {
    ccurl_set_string(curl, easy, Int32(option), value) == CCURLE_OK
  }

  private func setOptional(_ option: Int, _ value: String?) -> Bool {
    ccurl_set_string(curl, easy, Int32(option), value) == CCURLE_OK
  }

  private func set(_ option: Int, pointer: UnsafeMutableRawPointer) {
    ccurl_set_pointer(curl, easy, Int32(option), pointer)
  }
}

extension Duration {
  /// Milliseconds as libcurl takes them: rounded up, within a C `int`, and never 0, which would mean no limit.
  fileprivate var curlMilliseconds: Int {
    Int(max(1, min(nanosecondsRoundedUp / 1_000_000 + 1, Int64(Int32.max))))
  }
}
