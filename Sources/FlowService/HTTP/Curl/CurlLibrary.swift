import CCurl

/// libcurl, opened when the first request is sent: the process starts in a quarter of the time without it.
struct CurlLibrary: Sendable {
  /// Sound: written once before it is shared, never changed and never freed.
  nonisolated(unsafe) let functions: UnsafePointer<ccurl_library>

  /// The names under which systems install it: the common one, and that of Debian's build with GnuTLS.
  #if canImport(Darwin)
    static let systemNames = ["libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"]
  #else
    static let systemNames = ["libcurl.so.4", "libcurl-gnutls.so.4"]
  #endif

  /// The system's, opened on first use; nil when there is none.
  static let system = CurlLibrary(names: systemNames)

  /// Opens the first library of `names`; nil when none can be opened.
  init?(names: [String]) {
    let functions = UnsafeMutablePointer<ccurl_library>.allocate(capacity: 1)
    functions.initialize(to: ccurl_library())
    guard names.contains(where: { ccurl_open(functions, $0) }) else {
      functions.deallocate()
      return nil
    }
    self.functions = UnsafePointer(functions)
  }

  /// Such as `libcurl/7.88.1 OpenSSL/3.0.19 zlib/1.2.13 nghttp2/1.52.0`.
  var version: String {
    guard let text = functions.pointee.version() else { return "libcurl" }
    return String(cString: text)
  }

  /// libcurl's words for an error code.
  func description(of code: Int32) -> String {
    guard let text = functions.pointee.easy_strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }

  static let missingDetail = """
    libcurl is needed to reach the network and could not be opened. Install it: package libcurl4 on Debian and Ubuntu \
    (libcurl4t64 on newer ones), libcurl on Fedora and Alpine; macOS has it
    """
}
