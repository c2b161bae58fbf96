#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The environment variables of the process.
enum Environment {
  /// All of them, read once at the start, before there is any other thread.
  static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    // Sound: `environ` is a list of C strings that ends with nil, and nothing changes it while this runs.
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      next += 1
    }
    return variables
  }
}
